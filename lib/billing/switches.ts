// To which prices a subscription may be switched in the portal. A plan with fewer credits must not begin before the period of the
// larger plan ends: the larger plan's credits may have been used, and an immediate switch refunds the unused time. Pure.
import "server-only";
import { UNLIMITED } from "@/lib/access/plan-feature";
import type { BillingInterval } from "./schemas";

export interface Price {
  interval: BillingInterval | null;
  amountCents: number;
  /** Of the plan. */
  tokenLimit: number;
}

const creditsOf = ({ tokenLimit }: Price): number => (tokenLimit === UNLIMITED ? Number.POSITIVE_INFINITY : tokenLimit);

/** Whether the portal lets the switch wait for the end of the period. Only these two conditions exist at Stripe. */
const waits = (current: Price, next: Price): boolean =>
  next.amountCents < current.amountCents || (current.interval === "year" && next.interval === "month");

/** A smaller plan by the year costs more than a larger one by the month, and would begin at once. */
export const maySwitch = (current: Price, next: Price): boolean =>
  creditsOf(next) >= creditsOf(current) || waits(current, next);
