import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card, CardFooter } from "@/components/ui/card";
import { Facts, type Fact } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import type { BillingView } from "@/lib/billing/schemas";

type Subscription = NonNullable<BillingView["subscription"]>;

function Status({ subscription: { status, is_live, cancels_at_period_end } }: { subscription: Subscription }) {
  if (status === "past_due") return <Badge tone="danger">Payment failed</Badge>;
  if (!is_live) return <Badge>Ended</Badge>;
  if (cancels_at_period_end) return <Badge tone="warning">Ends soon</Badge>;
  return <Badge tone="success">{status === "trialing" ? "Trial" : "Active"}</Badge>;
}

function factsOf(subscription: Subscription): Fact[] {
  const { plan, interval, cancels_at_period_end: ends, current_period_end: end, is_live } = subscription;
  const facts: Fact[] = [
    ["Subscription", plan?.name ?? "A plan that is not on the price list"],
    ["Status", <Status key="status" subscription={subscription} />],
  ];
  if (interval !== null) facts.push(["Billed", interval === "month" ? "Monthly" : "Yearly"]);
  if (end !== null && is_live) facts.push([ends ? "Ends on" : "Renews on", <Time key="end" at={end} show="day" />]);
  return facts;
}

interface PlanCardProps {
  billing: BillingView;
  /** The button that leads to the portal. */
  portal: ReactNode;
}

/** The plan that applies, and the subscription that pays for it. */
export function PlanCard({ billing: { plan, is_granted, subscription }, portal }: PlanCardProps) {
  return (
    <Card
      title={`${plan.name} plan`}
      description={
        is_granted
          ? "A system admin has granted this plan. It applies whatever the subscription is."
          : subscription?.is_live
            ? "Paid by the subscription below."
            : "There is no subscription."
      }
    >
      {subscription && <Facts facts={factsOf(subscription)} />}
      {portal && (
        <CardFooter hint="Change the plan, the card or the billing address, see invoices, or cancel.">{portal}</CardFooter>
      )}
    </Card>
  );
}
