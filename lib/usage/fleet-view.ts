// What the console shows about the usage of all organizations. Costs are what the models cost the operator, in whole micro-USD.
import "server-only";
import { z } from "zod";
import { Time } from "@/lib/access/schemas";
import { credits, microUsd } from "@/lib/credits/amounts";
import type { FleetRow } from "./fleet-queries";
import { Amount } from "./view";

const sumShape = {
  calls: Amount,
  /** Calls that failed or were never settled. */
  unsuccessful: Amount,
  input_tokens: Amount,
  output_tokens: Amount,
  credits: Amount,
  /** Tokens that were used and no longer covered when a late call was settled. */
  unbilled: Amount,
  cost_microusd: Amount,
};

const Sums = z.strictObject(sumShape);
export type Sums = z.output<typeof Sums>;

export const ModelUsage = z.strictObject({ model: z.string(), ...sumShape });
export type ModelUsage = z.output<typeof ModelUsage>;

export const OrganizationUsage = z.strictObject({
  organization: z.strictObject({ id: z.uuid(), name: z.string(), slug: z.string() }),
  ...sumShape,
});
export type OrganizationUsage = z.output<typeof OrganizationUsage>;

export const FleetUsage = z
  .strictObject({
    /** Of the last thirty days. */
    totals: Sums,
    days: z.array(z.strictObject({ day: z.string(), ...sumShape })),
    /** The models and the organizations that used most in these days. */
    models: z.array(ModelUsage),
    organizations: z.array(OrganizationUsage),
    now: z.strictObject({
      /** Purchased credits that organizations can still use. */
      purchased: Amount,
      /** Held by calls, as of each account's last change. */
      reserved: Amount,
      /** Organizations that have turned overage on. */
      overage_organizations: Amount,
      /** Reservations that have expired and are not yet released. */
      expired: Amount,
    }),
  })
  .meta({ title: "FleetUsage" });
export type FleetUsage = z.output<typeof FleetUsage>;

export const ExpiredCall = z
  .strictObject({
    id: z.uuid(),
    organization: z.strictObject({ id: z.uuid(), name: z.string() }),
    operation: z.string(),
    model: z.string(),
    reserved: Amount,
    /** Whether its credits have been given back. Expired ones hold nothing, even before that. */
    is_released: z.boolean(),
    created_at: Time,
    expires_at: Time,
  })
  .meta({ title: "ExpiredCall" });
export type ExpiredCall = z.output<typeof ExpiredCall>;

export function sumsOf(row: Omit<FleetRow, "kind" | "key">): Sums {
  return {
    calls: Number(row.calls),
    unsuccessful: Number(row.unsuccessful),
    input_tokens: credits(row.input_tokens),
    output_tokens: credits(row.output_tokens),
    credits: credits(row.credits),
    unbilled: credits(row.unbilled),
    cost_microusd: microUsd(row.cost),
  };
}

export const NOTHING: Sums = {
  calls: 0,
  unsuccessful: 0,
  input_tokens: 0,
  output_tokens: 0,
  credits: 0,
  unbilled: 0,
  cost_microusd: 0,
};

export function addUp(all: readonly Sums[]): Sums {
  const total = { ...NOTHING };
  for (const each of all) for (const name of Object.keys(total) as (keyof Sums)[]) total[name] += each[name];
  return total;
}
