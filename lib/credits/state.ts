// Reads the state of an organization's credits, and the system's switches, as the next call would meet them.
import "server-only";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";

export interface StateRow {
  window_start: Date;
  window_end: Date;
  allotment: bigint;
  allotment_used: bigint;
  allotment_reserved: bigint;
  purchased: bigint;
  purchased_reserved: bigint;
  overage_used: bigint;
  overage_reserved: bigint;
  overage_enabled: boolean;
  overage_limit: bigint;
  has_ai: boolean;
  has_default_plan: boolean;
}

/** The system's switches, as calls meet them. */
export async function findSwitches(db: SystemDb): Promise<{ enabled: boolean; overage: boolean }> {
  const [row] = await db.$queryRaw<{ enabled: boolean; overage: boolean }[]>`
    SELECT is_switched_on('ai_enabled', true) AS enabled, is_switched_on('ai_overage_enabled', false) AS overage`;
  return row ?? { enabled: false, overage: false };
}

/** Whether a model has a price. Without one, every call to it is refused. */
export async function isPriced(db: SystemDb, model: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ priced: boolean }[]>`
    SELECT EXISTS (SELECT FROM model_prices WHERE model = ${model}) AS priced`;
  return row?.priced ?? false;
}

/** The state of an organization's credits at this moment, whether or not the account has been brought up to date. */
export async function findState(db: SystemDb | TenantDb, organizationId: string): Promise<StateRow | null> {
  const [row] = await db.$queryRaw<StateRow[]>`
    SELECT s.*, a.overage_enabled, a.overage_limit
      FROM credit_accounts a CROSS JOIN LATERAL credit_state(a.organization_id, clock_timestamp()) s
     WHERE a.organization_id = ${organizationId}::uuid`;
  return row ?? null;
}
