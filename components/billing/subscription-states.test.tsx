import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { BillingView } from "@/lib/billing/schemas";
import { PlanCard } from "./plan-card";
import { SubscriptionNotice } from "./subscription-notice";

type Subscription = NonNullable<BillingView["subscription"]>;

const plan = { slug: "professional", name: "Professional" };

const ACTIVE: Subscription = {
  plan,
  status: "active",
  is_live: true,
  has_ended: false,
  interval: "month",
  cancels_at_period_end: false,
  current_period_end: "2026-12-29T00:00:00.000Z",
};

const stopped = (status: string): Subscription => ({ ...ACTIVE, status, is_live: false });

function read(subscription: Subscription | null, isGranted = false): string {
  const billing: BillingView = {
    plan: subscription?.is_live ? plan : { slug: "free", name: "Free" },
    is_granted: isGranted,
    subscription,
    takes_payments: true,
    has_portal: true,
    offers: [],
    packs: [],
    purchases: [],
  };
  const notice = subscription && createElement(SubscriptionNotice, { status: subscription.status });
  const page = createElement(Fragment, null, notice, createElement(PlanCard, { billing, portal: null }));
  return renderToStaticMarkup(page).replaceAll(/<[^>]+>/g, " ");
}

describe("the billing page", () => {
  it("has a word for each state of a subscription", () => {
    const words = (subscription: Subscription) => /Status\s+(.*?)\s+(Billed|$)/.exec(read(subscription))?.[1]?.trim();
    expect(words(ACTIVE)).toBe("Active");
    expect(words({ ...ACTIVE, status: "trialing" })).toBe("Trial");
    expect(words({ ...ACTIVE, cancels_at_period_end: true })).toBe("Ends soon");
    expect(words({ ...ACTIVE, status: "past_due" })).toBe("Payment failed");
    expect(words(stopped("unpaid"))).toBe("Unpaid");
    expect(words(stopped("paused"))).toBe("Paused");
    expect(words(stopped("incomplete"))).toBe("Waiting for the first payment");
    for (const status of ["canceled", "incomplete_expired"]) {
      expect(words({ ...stopped(status), has_ended: true })).toBe("Ended");
    }
  });

  it("says where the plan comes from", () => {
    expect(read(null)).toContain("There is no subscription.");
    expect(read(ACTIVE)).toContain("Paid by the subscription below.");
    expect(read(stopped("unpaid"))).toContain("The subscription below does not give its plan now.");
    expect(read({ ...stopped("canceled"), has_ended: true })).toContain("The subscription below has ended.");
    expect(read(stopped("unpaid"), true)).toContain("A system admin has granted this plan.");
  });

  it("says what an admin can do about a subscription that gives no plan or soon will not", () => {
    expect(read({ ...ACTIVE, status: "past_due" })).toContain("Check the payment method under “Manage subscription”.");
    expect(read(stopped("unpaid"))).toContain("Pay them, or cancel the subscription, under “Manage subscription”.");
    expect(read(stopped("paused"))).toContain("Resume or cancel it under “Manage subscription”.");
    expect(read(stopped("incomplete"))).toContain("The first payment is not complete");
    expect(read(ACTIVE)).not.toMatch(/Manage subscription|not complete/);
  });
});
