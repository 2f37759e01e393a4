import { MarketingShell } from "@/components/layout/marketing-shell";
import { siteParts, type Site } from "@/components/marketing/site";
import { cx } from "@/components/ui/cx";
import type { PriceList, PricedPlan } from "@/lib/plan-catalog/list-prices";
import { IntervalChoice, type Interval } from "./interval-choice";
import { PriceCard } from "./price-card";
import { PriceTable } from "./price-table";

export interface PricingPageProps extends Site {
  prices: PriceList;
  interval: Interval;
  /** Whether plans can be bought; otherwise a system admin grants them. */
  isSelling: boolean;
}

/** Class names are written out in full, because the style sheet is generated from the class names in the source. */
const COLUMNS: Record<number, string> = {
  1: "md:grid-cols-1 md:max-w-96",
  2: "md:grid-cols-2",
  4: "md:grid-cols-2 lg:grid-cols-4",
};

const isPaid = ({ monthlyPriceCents, yearlyPriceCents }: PricedPlan) =>
  monthlyPriceCents !== null || yearlyPriceCents !== null;

function startWith(plan: PricedPlan, { signedInHref, canSignUp, isSelling }: PricingPageProps) {
  if (signedInHref !== null || (isPaid(plan) && !isSelling)) return null;
  const href = canSignUp ? "/signup" : "/login";
  return { label: isPaid(plan) ? `Start with ${plan.name}` : canSignUp ? "Sign up" : "Sign in", href };
}

/** How an organization gets a plan. */
function wayToPlan({ signedInHref, canSignUp, isSelling }: PricingPageProps): string {
  if (!isSelling) return "Payments are turned off here. A system admin can grant an organization a plan.";
  if (signedInHref !== null)
    return "You are signed in. An admin can change the plan of an organization on its Billing page.";
  const first = canSignUp ? "Sign up" : "Sign in";
  return `${first} first: an organization starts without a subscription, and its admin chooses the plan on the Billing page.`;
}

export function PricingPage(props: PricingPageProps) {
  const { prices, interval } = props;
  const { plans, features } = prices;
  const first = plans.find(isPaid) ?? plans[0];
  return (
    <MarketingShell {...siteParts(props, "/pricing")}>
      <div className="mx-auto grid w-full max-w-[72rem] grid-cols-1 gap-8 px-4 pt-8 sm:px-8 lg:pt-10">
        <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-6">
          <div className="grid gap-2">
            <h1 className="text-xl font-semibold sm:text-2xl">Pricing</h1>
            <p className="max-w-[36rem] text-muted sm:text-lg">
              Every plan has all roles, the audit log and the API. Plans differ in what an organization can use.
            </p>
          </div>
          {plans.some(isPaid) && <IntervalChoice interval={interval} />}
        </div>
        <div className={cx("grid grid-cols-1 gap-4", COLUMNS[plans.length] ?? "md:grid-cols-3")}>
          {plans.map((plan) => (
            <PriceCard
              key={plan.slug}
              plan={plan}
              features={features}
              interval={interval}
              start={startWith(plan, props)}
              isPrimary={plan === first}
            />
          ))}
        </div>
        {plans.some(isPaid) && <p className="text-sm text-muted">{wayToPlan(props)}</p>}
        <section className="hidden gap-4 pt-4 sm:grid">
          <h2 className="text-lg font-semibold">Compare plans</h2>
          <PriceTable plans={plans} features={features} />
        </section>
      </div>
    </MarketingShell>
  );
}
