import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { productIdOf } from "./product-ids";
import { chooseSubscription } from "./subscription-state";

const PLAN = randomUUID();

type Subscription = Parameters<typeof chooseSubscription>[0][number];

interface Sketch {
  status?: Subscription["status"];
  created?: number;
  products?: string[];
  cancel_at?: number | null;
}

function sketch(
  id: string,
  { status = "active", created = 100, products = [productIdOf(PLAN)], cancel_at = null }: Sketch = {},
) {
  const data = products.map((product) => ({
    price: { product, recurring: { interval: "month" } },
    current_period_start: 1_000,
    current_period_end: 2_000,
  }));
  const rest = { cancel_at, cancel_at_period_end: false, billing_cycle_anchor: 900 };
  return { id, status, created, ...rest, items: { data } } as unknown as Subscription;
}

describe("the subscription that counts", () => {
  it("is one with an item for a plan, whatever else the customer pays for, and the other is not surplus", () => {
    const support = sketch("sub_support", { created: 1, products: ["prod_support"] });
    const plan = sketch("sub_plan", { products: ["prod_seats", productIdOf(PLAN)] });
    expect(chooseSubscription([support, plan])).toMatchObject({
      state: { subscriptionId: "sub_plan", planId: PLAN, anchorAt: new Date(900_000) },
      surplus: [],
    });
    expect(chooseSubscription([support])).toEqual({ state: null, surplus: [], price: null });
  });

  it("is the oldest that is paid, before one that is past due", () => {
    const all = [
      sketch("sub_3", { created: 3 }),
      sketch("sub_1", { created: 1, status: "past_due" }),
      sketch("sub_2", { created: 2 }),
    ];
    expect(chooseSubscription(all)).toMatchObject({ state: { subscriptionId: "sub_2" }, surplus: ["sub_3", "sub_1"] });
  });

  it.each(["unpaid", "paused", "incomplete"] as const)("is one that is %s before a newer one that has ended", (status) => {
    const all = [sketch("sub_1", { created: 1, status }), sketch("sub_2", { created: 2, status: "canceled" })];
    expect(chooseSubscription(all)).toMatchObject({ state: { subscriptionId: "sub_1", status }, surplus: [] });
  });

  it("ends within its period only if it is canceled for then", () => {
    const stateOf = (cancel_at: number) => chooseSubscription([sketch("sub_1", { cancel_at })]).state;
    expect(stateOf(1_500)).toMatchObject({ cancelsAtPeriodEnd: true, currentPeriodEnd: new Date(1_500_000) });
    expect(stateOf(9_000)).toMatchObject({ cancelsAtPeriodEnd: false, currentPeriodEnd: new Date(2_000_000) });
  });
});
