// Organizations with credits, and calls to a model.
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { inSystemTransaction } from "@/lib/db/transaction";
import { startCall } from "@/lib/credits/start-call";
import { createSlug } from "@/lib/organizations/slug";
import { insertPlan, setGrantedPlan } from "./plans";

export const MODEL = "demo";

/** An organization without members. @param tokenLimit of its plan */
export async function createFundedOrganization(tokenLimit: number, purchased = 0): Promise<string> {
  const organizationId = await inSystemTransaction(async (db) => {
    const name = "Credits";
    const { id } = await db.organization.create({ data: { name, slug: createSlug(name) }, select: { id: true } });
    if (purchased > 0)
      await db.$executeRaw`SELECT 1 FROM change_purchased_credits(${id}::uuid, 'purchase', ${purchased}::bigint, ${randomUUID()})`;
    return id;
  });
  await usePlan(organizationId, { token_limit: tokenLimit, enable_ai: true });
  return organizationId;
}

/** Gives an organization a plan of its own. */
export async function usePlan(organizationId: string, features: Record<string, number | boolean | string>): Promise<void> {
  await setGrantedPlan(organizationId, (await insertPlan({ features })).id);
}

export function callOf(organizationId: string, tokens = { inputTokens: 40, maxOutputTokens: 60 }) {
  return { organizationId, userId: null, requestId: randomUUID(), operation: "test.call", model: MODEL, ...tokens };
}

export const start = (organizationId: string, inputTokens = 40, maxOutputTokens = 60) =>
  startCall(callOf(organizationId, { inputTokens, maxOutputTokens }));

/** Moves everything of an organization's credits into the past, as if that time had passed. */
export async function letTimePass(superuser: pg.Client, organizationId: string, interval: string): Promise<void> {
  await superuser.query(`UPDATE billing_accounts SET anchor_at = anchor_at - $2::interval WHERE organization_id = $1`, [
    organizationId,
    interval,
  ]);
  await superuser.query(
    `UPDATE usage_log SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval,
            window_start = window_start - $2::interval WHERE organization_id = $1`,
    [organizationId, interval],
  );
  await superuser.query(
    `UPDATE credit_accounts SET window_start = window_start - $2::interval, window_end = window_end - $2::interval,
            notified_80_for = notified_80_for - $2::interval, notified_100_for = notified_100_for - $2::interval
      WHERE organization_id = $1`,
    [organizationId, interval],
  );
}
