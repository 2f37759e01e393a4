import { Check, Minus } from "lucide-react";
import { priceWords } from "@/lib/credits/price-words";
import { limitWords, type ShownFeature } from "@/lib/plan-catalog/feature-words";
import type { PriceList, PricedPlan } from "@/lib/plan-catalog/list-prices";

function Value({ feature, value }: { feature: ShownFeature; value: number | boolean | undefined }) {
  if (feature.kind === "limit") return limitWords(Number(value));
  return value === true ? (
    <Check role="img" aria-label="Included" className="size-4 text-accent" />
  ) : (
    <Minus role="img" aria-label="Not included" className="size-4 text-muted" />
  );
}

const price = (cents: number | null, currency: string) => (cents === null ? "–" : priceWords(cents, currency));

const PRICES: readonly { label: string; of: (plan: PricedPlan) => string }[] = [
  { label: "Price per month", of: ({ monthlyPriceCents, currency }) => price(monthlyPriceCents, currency) },
  { label: "Price per year", of: ({ yearlyPriceCents, currency }) => price(yearlyPriceCents, currency) },
];

const CELL = "px-4 py-3 text-left align-top first:pl-6 last:pr-6";

/** All plans side by side. Hidden on a phone, where the cards say the same. */
export function PriceTable({ plans, features }: PriceList) {
  return (
    <div
      role="region"
      aria-label="Comparison of plans"
      tabIndex={0}
      className="hidden overflow-x-auto rounded-card border border-border bg-raised sm:block"
    >
      <table className="w-full text-sm">
        <caption className="sr-only">What each plan includes</caption>
        <thead>
          <tr className="border-b border-border">
            <td className={CELL} />
            {plans.map(({ slug, name }) => (
              <th key={slug} scope="col" className={`${CELL} font-semibold`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {features.map((feature) => (
            <tr key={feature.name} className="border-b border-border">
              <th scope="row" className={`${CELL} max-w-72 font-medium`}>
                {feature.title}
                <span className="block font-normal text-muted">{feature.description}</span>
              </th>
              {plans.map((plan) => (
                <td key={plan.slug} className={CELL}>
                  <Value feature={feature} value={plan.features[feature.name]} />
                </td>
              ))}
            </tr>
          ))}
          {PRICES.map(({ label, of }) => (
            <tr key={label} className="border-b border-border last:border-b-0">
              <th scope="row" className={`${CELL} font-medium`}>
                {label}
              </th>
              {plans.map((plan) => (
                <td key={plan.slug} className={CELL}>
                  {of(plan)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
