// What the operations on usage return: whole numbers of credits, and times as text. Costs in US dollars are the operator's own,
// so only the console shows them.
import "server-only";
import { z } from "zod";
import { Time } from "@/lib/access/schemas";
import type { CreditsView } from "@/lib/credits/summary";

export const Amount = z.int().min(0);

export const DayOfUsage = z.strictObject({
  /** A day in UTC, such as 2026-11-12. */
  day: z.string(),
  credits: Amount,
  calls: Amount,
});
export type DayOfUsage = z.output<typeof DayOfUsage>;

/** Credits are used in this order: first the allotment, then purchased credits, then overage. */
export const balanceShape = {
  /** The month that the allotment is for. */
  window: z.strictObject({ start: Time, end: Time }),
  /** The plan's credits. `limit` and `available` are null if they are unlimited. */
  allotment: z.strictObject({ limit: Amount.nullable(), used: Amount, reserved: Amount, available: Amount.nullable() }),
  /** Credits are owed after a refund of what had been used or reserved. They are paid first when others are bought. */
  purchased: z.strictObject({ available: Amount, reserved: Amount, owed: Amount }),
  overage: z.strictObject({
    /** The organization's own switch. */
    is_enabled: z.boolean(),
    /** The switch of the whole system. Overage is used only while both are on. */
    is_allowed: z.boolean(),
    limit: Amount,
    used: Amount,
    reserved: Amount,
    available: Amount,
  }),
  /** What a call could use at most. Null if the plan is unlimited. */
  available: Amount.nullable(),
  ai: z.strictObject({
    is_in_plan: z.boolean(),
    /** Whether AI is switched on in the whole system. */
    is_enabled: z.boolean(),
  }),
};

export const Balance = z.strictObject(balanceShape).meta({ title: "CreditBalance" });
export type Balance = z.output<typeof Balance>;

export function toBalance({ window, allotment, purchased, overage, available, ai }: CreditsView): Balance {
  const { enabled, allowed, ...amounts } = overage;
  return {
    window: { start: window.start.toISOString(), end: window.end.toISOString() },
    allotment,
    purchased,
    overage: { is_enabled: enabled, is_allowed: allowed, ...amounts },
    available,
    ai: { is_in_plan: ai.inPlan, is_enabled: ai.enabled },
  };
}

export const UsageSummary = z
  .strictObject({
    plan: z.strictObject({
      name: z.string(),
      /** Whether it is the plan that organizations have without choosing one. Overage cannot be turned on with it. */
      is_default: z.boolean(),
    }),
    ...balanceShape,
    /** What credits of overage would cost as credit packs, in cents. Null if no packs are on sale. */
    overage_price: z.strictObject({ per_million_cents: Amount, limit_cents: Amount.nullable() }).nullable(),
    /** The last thirty days, oldest first, ending with today. */
    days: z.array(DayOfUsage),
  })
  .meta({ title: "UsageSummary" });
export type UsageSummary = z.output<typeof UsageSummary>;

export const CALL_STATES = ["reserved", "settled", "cut", "failed", "cancelled", "expired"] as const;

export const UsageCall = z
  .strictObject({
    id: z.uuid(),
    /** The operation that made the call. */
    operation: z.string(),
    model: z.string(),
    /** `reserved` while it runs. `expired` if nobody reported its end, so that its reservation was released. */
    status: z.enum(CALL_STATES),
    /** Null for an API key of the organization, for a former member and, unless the reader is an admin, for other members. */
    user: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    input_tokens: Amount,
    output_tokens: Amount,
    /** What was charged, by where it came from. */
    credits: z.strictObject({ allotment: Amount, purchased: Amount, overage: Amount }),
    /** What is held while the call runs. */
    reserved: Amount,
    created_at: Time,
    settled_at: Time.nullable(),
  })
  .meta({ title: "UsageCall" });
export type UsageCall = z.output<typeof UsageCall>;

export const UserOfUsage = z
  .strictObject({
    /** Null for all former members and API keys of the organization together. */
    user: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    calls: Amount,
    credits: Amount,
  })
  .meta({ title: "UserOfUsage" });
export type UserOfUsage = z.output<typeof UserOfUsage>;
