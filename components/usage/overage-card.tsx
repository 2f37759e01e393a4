import { ConfirmForm } from "@/components/forms/confirm-form";
import { Form } from "@/components/forms/form";
import { TextField } from "@/components/forms/text-field";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardFooter } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { priceWords } from "@/lib/credits/price-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import type { UsageSummary } from "@/lib/usage/view";
import { creditWords } from "./words";

interface OverageCardProps {
  plan: UsageSummary["plan"];
  overage: UsageSummary["overage"];
  price: UsageSummary["overage_price"];
  slug: string;
  action: FormAction;
}

/** In the form where overage is turned on. */
const FIRST_LIMIT = 1_000_000;

function Fields({ slug, enabled }: { slug: string; enabled: boolean }) {
  return (
    <>
      <input type="hidden" name="org" value={slug} />
      <input type="hidden" name="enabled" value={String(enabled)} />
    </>
  );
}

function LimitField({ value }: { value: number }) {
  return (
    <TextField
      name="limit"
      label="Monthly limit, in credits"
      hint="Calls stop at this limit. Write it without commas, such as 1000000."
      inputMode="numeric"
      autoComplete="off"
      defaultValue={String(value)}
      required
    />
  );
}

/** What the credits are worth. The product charges nothing for overage itself, and must not suggest that it is free. */
function Price({ price }: { price: OverageCardProps["price"] }) {
  const how =
    "Overage is recorded here and not charged to a card by itself: you settle it with the operator of this service.";
  if (!price) return how;
  return `${how} At the price of credit packs, a million credits cost ${priceWords(price.per_million_cents, "usd")}.`;
}

function TurnOn({ overage, plan, price, slug, action }: OverageCardProps) {
  if (!overage.is_allowed || plan.is_default) return <Button disabled>Turn on…</Button>;
  return (
    <ConfirmForm
      action={action}
      trigger="Turn on…"
      title="Turn on overage?"
      description={
        <>
          Calls then continue when all other credits are used up, until your monthly limit is reached.{" "}
          <Price price={price} />
        </>
      }
      submit="Turn on overage"
    >
      <Fields slug={slug} enabled />
      <LimitField value={overage.limit || FIRST_LIMIT} />
    </ConfirmForm>
  );
}

function TurnOff({ slug, action }: OverageCardProps) {
  return (
    <ConfirmForm
      action={action}
      trigger="Turn off…"
      title="Turn off overage?"
      description="The AI assistant then pauses when the plan’s and the purchased credits are used up. Calls that are running end as usual."
      submit="Turn off overage"
    >
      <Fields slug={slug} enabled={false} />
    </ConfirmForm>
  );
}

/** Whether calls continue beyond the plan's and purchased credits, and how far. */
export function OverageCard(props: OverageCardProps) {
  const { overage, plan, price, slug, action } = props;
  const { is_enabled, is_allowed, limit } = overage;
  const isOn = is_enabled && is_allowed && !plan.is_default;
  const limitPrice = price?.limit_cents ?? null;
  const most = limitPrice === null ? "" : `, which cost ${priceWords(limitPrice, "usd")} as credit packs`;
  return (
    <div id="overage">
      <Card
        title={
          <span className="flex items-center gap-3">
            Overage
            <Badge tone={isOn ? "success" : "neutral"}>{isOn ? "On" : "Off"}</Badge>
          </span>
        }
        description={
          <>
            {isOn
              ? `When all other credits are used up, calls continue, up to ${creditWords(limit)} a month${most}. `
              : "When the plan’s and the purchased credits are used up, the AI assistant pauses. With overage, calls continue up to a monthly limit that you set. "}
            <Price price={isOn ? null : price} />
            {is_allowed && plan.is_default && (
              <span className="mt-2 block">
                The plan {plan.name} does not include overage
                {is_enabled ? ", so your own switch, which is on, has no effect." : ". Choose another plan to turn it on."}
              </span>
            )}
            {!is_allowed && (
              <span className="mt-2 block">
                Overage is turned off for this whole service at the moment
                {is_enabled ? ", so your own switch, which is on, has no effect." : ", so you cannot turn it on here."}
              </span>
            )}
          </>
        }
        action={is_enabled ? <TurnOff {...props} /> : <TurnOn {...props} />}
      >
        {isOn && (
          <Form action={action}>
            <Fields slug={slug} enabled />
            <LimitField value={limit} />
            <CardFooter hint="A lower limit does not end calls that are running.">
              <SubmitButton>Save limit</SubmitButton>
            </CardFooter>
          </Form>
        )}
      </Card>
    </div>
  );
}
