import { Check, Minus } from "lucide-react";
import { LinkButton } from "@/components/ui/link-button";
import { priceWords } from "@/lib/credits/price-words";
import { includedWords, type ShownFeature } from "@/lib/plan-catalog/feature-words";
import type { PricedPlan } from "@/lib/plan-catalog/list-prices";
import type { Interval } from "./interval-choice";

export interface PriceCardProps {
  plan: PricedPlan;
  features: readonly ShownFeature[];
  interval: Interval;
  /** The link for a visitor who wants this plan; null for a user who is signed in. */
  start: { label: string; href: string } | null;
  /** Whether the link is the primary one of the page. */
  isPrimary: boolean;
}

interface Shown {
  amount: string;
  /** After the amount. */
  per: string;
  /** Below the amount. */
  more: string;
}

function yearly({ monthlyPriceCents, currency }: PricedPlan, cents: number): Shown {
  const amount = priceWords(cents, currency);
  const saved = monthlyPriceCents === null ? 0 : monthlyPriceCents * 12 - cents;
  const perMonth = `${priceWords(Math.round(cents / 12), currency)} per month`;
  const more = saved > 0 ? `${perMonth}, saves ${priceWords(saved, currency)}` : perMonth;
  return { amount, per: "per year", more };
}

/** The price for the interval. A plan that is sold for the other interval only shows that price. */
function shownPrice(plan: PricedPlan, interval: Interval): Shown {
  const { monthlyPriceCents, yearlyPriceCents, currency, isDefault } = plan;
  const isYearly = yearlyPriceCents !== null && (interval === "yearly" || monthlyPriceCents === null);
  if (isYearly) return yearly(plan, yearlyPriceCents);
  if (monthlyPriceCents !== null)
    return { amount: priceWords(monthlyPriceCents, currency), per: "per month", more: "Cancel at the end of any month" };
  if (isDefault) return { amount: priceWords(0, currency), per: "", more: "No payment card needed" };
  return { amount: "On request", per: "", more: "Granted by the operator of this site" };
}

function Included({ feature, value }: { feature: ShownFeature; value: number | boolean }) {
  const isIncluded = value !== false && value !== 0;
  const Icon = isIncluded ? Check : Minus;
  const words = feature.kind === "limit" ? includedWords(feature, Number(value)) : feature.title;
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${isIncluded ? "text-accent" : "text-muted"}`} />
      <span className={isIncluded ? undefined : "text-muted"}>
        {feature.kind === "switch" && !isIncluded && <span className="sr-only">Not included: </span>}
        {words}
      </span>
    </li>
  );
}

export function PriceCard({ plan, features, interval, start, isPrimary }: PriceCardProps) {
  const { amount, per, more } = shownPrice(plan, interval);
  return (
    <section className="grid content-start gap-6 rounded-card border border-border bg-raised p-6">
      <div className="grid gap-1">
        <h2 className="text-base font-semibold wrap-anywhere">{plan.name}</h2>
        <p className="text-sm text-muted wrap-anywhere">{plan.description}</p>
      </div>
      <p className="grid gap-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-xl font-semibold tabular-nums">{amount}</span>{" "}
          <span className="text-sm text-muted">{per}</span>
        </span>{" "}
        <span className="text-sm text-muted">{more}</span>
      </p>
      {start && (
        <LinkButton href={start.href} variant={isPrimary ? "primary" : "secondary"} className="w-full">
          {start.label}
        </LinkButton>
      )}
      <ul className="grid gap-2 border-t border-border pt-5 text-sm">
        {features.map((feature) => (
          <Included key={feature.name} feature={feature} value={plan.features[feature.name] ?? false} />
        ))}
      </ul>
    </section>
  );
}
