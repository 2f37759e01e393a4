// Organizations with credits, and calls to a model.
import { randomUUID } from "node:crypto";
import { credits } from "@/lib/credits/amounts";
import { setOverage } from "@/lib/credits/set-overage";
import { inSystemTransaction, inTenantTransaction } from "@/lib/db/transaction";
import { startCall, type StartedCall } from "@/lib/credits/start-call";
import { AppError } from "@/lib/errors/app-error";
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

/** Starts a call, and tries again as long as a busy machine has no connection for it. */
export async function startPatiently(organizationId: string, inputTokens = 40, maxOutputTokens = 60): Promise<StartedCall> {
  for (;;) {
    try {
      return await start(organizationId, inputTokens, maxOutputTokens);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "BUSY")) throw error;
    }
  }
}

/** As if the reservation had been made more than 15 minutes ago. */
export async function expireCall(callId: string): Promise<void> {
  await inSystemTransaction(
    (db) => db.$executeRaw`UPDATE usage_log SET expires_at = now() - interval '1 second' WHERE id = ${callId}::uuid`,
  );
}

export async function switchSetting(name: "ai_enabled" | "ai_overage_enabled", value: boolean): Promise<void> {
  await inSystemTransaction((db) =>
    db.systemSetting.upsert({ where: { name }, create: { name, value }, update: { value }, select: { name: true } }),
  );
}

/** Begins a new window now, as a new subscription does. */
export async function beginWindow(organizationId: string): Promise<void> {
  await inSystemTransaction(
    (db) => db.$executeRaw`
      UPDATE billing_accounts SET anchor_at = date_trunc('milliseconds', clock_timestamp()) WHERE organization_id = ${organizationId}::uuid`,
  );
}

/** Sets the organization's own switch and limit of overage. */
export async function allow(organizationId: string, overage: { enabled: boolean; limit: number }): Promise<void> {
  const { enabled, limit } = overage;
  await inTenantTransaction(organizationId, (db) => setOverage(db, organizationId, { enabled, limit: credits(limit) }));
}
