import { Card } from "@/components/ui/card";
import type { PackView } from "@/lib/billing/schemas";
import { priceWords } from "@/lib/credits/price-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { StripeForm } from "./stripe-form";

interface PackCardProps {
  slug: string;
  packs: PackView[];
  action: FormAction;
}

/** The credit packs on sale. */
export function PackCard({ slug, packs, action }: PackCardProps) {
  return (
    <Card
      title="Credit packs"
      description="Used once the monthly credits of the plan are used up. Bought credits never expire."
    >
      <ul className="grid divide-y divide-border">
        {packs.map(({ id, credits, price_cents, currency }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0">
            <span className="tabular-nums">
              <span className="font-medium">{credits.toLocaleString("en")}</span> credits
            </span>
            <StripeForm slug={slug} action={action} fields={{ pack: id }}>
              Buy for {priceWords(price_cents, currency)}
              <span className="sr-only">: {credits.toLocaleString("en")} credits</span>
            </StripeForm>
          </li>
        ))}
      </ul>
    </Card>
  );
}
