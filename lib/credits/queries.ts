// Calls the functions of the database that change credits. Each locks the organization, the user and the account itself, in the
// order of lib/db/locks.ts, and is a single statement, so that a balance is read and changed under one lock.
import "server-only";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { credits, microUsd, type Credits, type MicroUsd } from "./amounts";
import type { CallRequest, CallResult } from "./schemas";

/** What a mail tells the admins: 80 % of the allotment are used, or the credits are used up. Null if there is nothing to tell. */
export type Notice = 80 | 100 | null;

const noticeOf = (number: number): Notice => (number === 80 || number === 100 ? number : null);

export interface Split {
  allotment: Credits;
  purchased: Credits;
  overage: Credits;
}

export type Refusal = "unknown" | "suspended" | "disabled" | "not_in_plan" | "no_price" | "exceeded";

export type Reservation = { outcome: "reserved"; split: Split } | { outcome: Refusal; available: Credits; notice: Notice };

interface ReservationRow {
  outcome: "reserved" | Refusal;
  from_allotment: bigint;
  from_purchased: bigint;
  from_overage: bigint;
  available: bigint;
  notice: number;
}

export async function reserveCredits(db: SystemDb, callId: string, call: CallRequest): Promise<Reservation> {
  const { organizationId, userId, requestId, operation, model, inputTokens, maxOutputTokens } = call;
  const [row] = await lockRows<ReservationRow>(db, "featureRow")`
    SELECT * FROM reserve_credits(${callId}::uuid, ${organizationId}::uuid, ${userId}::uuid, ${requestId}::uuid, ${operation},
                                  ${model}, ${inputTokens}::bigint, ${maxOutputTokens}::bigint)`;
  if (!row) throw new Error("reserve_credits returned nothing");
  if (row.outcome !== "reserved")
    return { outcome: row.outcome, available: credits(row.available), notice: noticeOf(row.notice) };
  return { outcome: "reserved", split: splitOf(row.from_allotment, row.from_purchased, row.from_overage) };
}

const splitOf = (allotment: bigint, purchased: bigint, overage: bigint): Split => ({
  allotment: credits(allotment),
  purchased: credits(purchased),
  overage: credits(overage),
});

export interface Settlement {
  organizationId: string;
  /** Whether this settlement is the one that counts. A later one changes nothing and returns the first. */
  isFirst: boolean;
  status: CallResult["outcome"];
  model: string;
  inputTokens: number;
  outputTokens: number;
  spent: Split;
  /** Used, but not covered any more. */
  unbilled: Credits;
  cost: MicroUsd;
  notice: Notice;
}

interface SettlementRow {
  is_first: boolean;
  organization_id: string;
  status: CallResult["outcome"];
  spent_allotment: bigint;
  spent_purchased: bigint;
  spent_overage: bigint;
  unbilled: bigint;
  cost_microusd: bigint;
  model: string;
  input_tokens: bigint;
  output_tokens: bigint;
  notice: number;
}

/** @returns null if the call is unknown, for example because the organization was deleted */
export async function settleCredits(db: SystemDb, callId: string, result: CallResult): Promise<Settlement | null> {
  const { inputTokens, outputTokens, outcome } = result;
  const [row] = await lockRows<SettlementRow>(db, "featureRow")`
    SELECT * FROM settle_credits(${callId}::uuid, ${inputTokens}::bigint, ${outputTokens}::bigint, ${outcome}::usage_status)`;
  if (!row) return null;
  return {
    organizationId: row.organization_id,
    isFirst: row.is_first,
    status: row.status,
    model: row.model,
    inputTokens: credits(row.input_tokens),
    outputTokens: credits(row.output_tokens),
    spent: splitOf(row.spent_allotment, row.spent_purchased, row.spent_overage),
    unbilled: credits(row.unbilled),
    cost: microUsd(row.cost_microusd),
    notice: noticeOf(row.notice),
  };
}

export interface Change {
  organizationId: string;
  kind: "purchase" | "refund" | "adjust";
  /** Positive adds, negative takes. */
  amount: number;
  /** Null if the change may be repeated. */
  source: string | null;
}

export interface Changed {
  entryId: string;
  /** False if this kind and source had been booked before; then nothing was changed, and the other fields are of that entry. */
  isFirst: boolean;
  /** What was added or, negative, taken. */
  amount: Credits;
  /** The balance afterwards. If it is negative, as many credits are owed. */
  purchased: Credits;
}

interface ChangedRow {
  is_first: boolean;
  entry_id: string;
  amount: bigint;
  purchased: bigint;
}

/** Comes before the lock of a user, for operations that lock one. */
export async function lockOrganization(db: SystemDb, organizationId: string): Promise<void> {
  await lockRows(db, "organization")`SELECT 1 FROM organizations WHERE id = ${organizationId}::uuid FOR KEY SHARE`;
}

/** @returns null if the organization does not exist */
export async function changePurchased(
  db: SystemDb,
  { organizationId, kind, amount, source }: Change,
): Promise<Changed | null> {
  const [row] = await lockRows<ChangedRow>(db, "featureRow")`
    SELECT * FROM change_purchased_credits(${organizationId}::uuid, ${kind}::credit_entry_kind, ${amount}::bigint, ${source})`;
  if (!row) return null;
  return {
    entryId: row.entry_id,
    isFirst: row.is_first,
    amount: credits(row.amount),
    purchased: credits(row.purchased),
  };
}

export interface Overage {
  enabled: boolean;
  limit: Credits;
}

export interface OverageChange {
  enabled: boolean;
  /** Null keeps the limit. */
  limit: Credits | null;
}

/** @returns null if the organization does not exist */
export async function changeOverage(
  db: SystemDb,
  organizationId: string,
  { enabled, limit }: OverageChange,
): Promise<{ before: Overage; after: Overage } | null> {
  const [row] = await lockRows<{ old_enabled: boolean; old_limit: bigint; new_limit: bigint }>(db, "featureRow")`
    SELECT * FROM set_credit_overage(${organizationId}::uuid, ${enabled}, ${limit}::bigint)`;
  if (!row) return null;
  return {
    before: { enabled: row.old_enabled, limit: credits(row.old_limit) },
    after: { enabled, limit: credits(row.new_limit) },
  };
}

/** @returns the number of calls whose reservations were released */
export async function releaseExpired(db: SystemDb, organizationId: string): Promise<number> {
  const [row] = await lockRows<{ released: bigint }>(db, "featureRow")`
    SELECT release_expired_credits(${organizationId}::uuid) AS released`;
  return Number(row?.released ?? 0);
}

/** An organization with an expired reservation, if there is one. */
export async function findExpired(db: SystemDb): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT organization_id AS id FROM usage_log WHERE status = 'reserved' AND expires_at <= clock_timestamp()
     ORDER BY expires_at LIMIT 1`;
  return row?.id ?? null;
}
