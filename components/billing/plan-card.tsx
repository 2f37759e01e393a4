import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card, CardFooter } from "@/components/ui/card";
import { Facts, type Fact } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import type { BillingView } from "@/lib/billing/schemas";

type Subscription = NonNullable<BillingView["subscription"]>;

function Status({ subscription: { status, has_ended, cancels_at_period_end } }: { subscription: Subscription }) {
  if (has_ended) return <Badge>Ended</Badge>;
  if (status === "past_due") return <Badge tone="danger">Payment failed</Badge>;
  if (status === "unpaid") return <Badge tone="danger">Unpaid</Badge>;
  if (status === "paused") return <Badge tone="warning">Paused</Badge>;
  if (status === "incomplete") return <Badge tone="warning">Waiting for the first payment</Badge>;
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

function descriptionOf({ is_granted, subscription }: BillingView): string {
  if (is_granted) return "A system admin has granted this plan. It applies whatever the subscription is.";
  if (subscription === null) return "There is no subscription.";
  if (subscription.is_live) return "Paid by the subscription below.";
  return subscription.has_ended ? "The subscription below has ended." : "The subscription below does not give its plan now.";
}

interface PlanCardProps {
  billing: BillingView;
  /** The button that leads to the portal. */
  portal: ReactNode;
}

/** The plan that applies, and the subscription that pays for it. */
export function PlanCard({ billing, portal }: PlanCardProps) {
  const { plan, subscription } = billing;
  return (
    <Card title={`${plan.name} plan`} description={descriptionOf(billing)}>
      {subscription && <Facts facts={factsOf(subscription)} />}
      {portal && (
        <CardFooter hint="Change the plan, the card or the billing address, see invoices, or cancel.">{portal}</CardFooter>
      )}
    </Card>
  );
}
