// Calls the functions of the database that change credits. Each locks the organization, the user and the account itself, in the
// order of lib/db/locks.ts, and is a single statement, so that a balance is read and changed under one lock.
import "server-only";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
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
  source: string;
}

export interface Changed {
  entryId: string;
  /** False if this kind and source had been booked before; then nothing was changed, and the other fields are of that entry. */
  isFirst: boolean;
  /** What was added or, negative, taken. */
  amount: Credits;
  /** What could not be taken, because it had been used or was reserved. */
  missing: Credits;
  /** What is available afterwards. */
  purchased: Credits;
}

interface ChangedRow {
  is_first: boolean;
  entry_id: string;
  amount: bigint;
  missing: bigint;
  purchased: bigint;
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
    missing: credits(row.missing),
    purchased: credits(row.purchased),
  };
}

export interface Overage {
  enabled: boolean;
  limit: Credits;
}

/** @returns the values that were replaced; null if the organization does not exist */
export async function changeOverage(
  db: SystemDb,
  organizationId: string,
  { enabled, limit }: Overage,
): Promise<Overage | null> {
  const [row] = await lockRows<{ overage_enabled: boolean; overage_limit: bigint }>(db, "featureRow")`
    SELECT * FROM set_credit_overage(${organizationId}::uuid, ${enabled}, ${limit}::bigint)`;
  return row ? { enabled: row.overage_enabled, limit: credits(row.overage_limit) } : null;
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
}

/** The state of an organization's credits at this moment, whether or not the account has been brought up to date. */
export async function findState(db: SystemDb | TenantDb, organizationId: string): Promise<StateRow | null> {
  const [row] = await db.$queryRaw<StateRow[]>`
    SELECT s.*, a.overage_enabled, a.overage_limit
      FROM credit_accounts a CROSS JOIN LATERAL credit_state(a.organization_id, clock_timestamp()) s
     WHERE a.organization_id = ${organizationId}::uuid`;
  return row ?? null;
}

/** Organizations to compare: those after an id, or only one. */
export interface Batch {
  after: string | null;
  only: string | null;
  limit: number;
}

interface DifferenceRow {
  organization_id: string;
  what: string;
  kept: bigint;
  booked: bigint;
}

/** @returns the organizations that were compared, in the order of their ids, and what differs */
export async function findDifferenceRows(
  db: SystemDb,
  { after, only, limit }: Batch,
): Promise<{ ids: string[]; rows: DifferenceRow[] }> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT organization_id AS id FROM credit_accounts
     WHERE (${after}::uuid IS NULL OR organization_id > ${after}::uuid) AND (${only}::uuid IS NULL OR organization_id = ${only}::uuid)
     ORDER BY organization_id LIMIT ${limit}::int`;
  const ids = found.map(({ id }) => id);
  const rows = await db.$queryRaw<DifferenceRow[]>`
    WITH accounts AS (SELECT * FROM credit_accounts WHERE organization_id = ANY (${ids}::uuid[])),
    ledger AS (
      SELECT organization_id,
             coalesce(sum(amount) FILTER (WHERE bucket = 'allotment'), 0) AS allotment,
             coalesce(sum(amount) FILTER (WHERE bucket = 'purchased'), 0) AS purchased,
             coalesce(sum(amount) FILTER (WHERE bucket = 'overage'), 0) AS overage
        FROM credit_entries WHERE organization_id = ANY (${ids}::uuid[]) GROUP BY organization_id),
    by_call AS (
      SELECT organization_id, call_id,
             coalesce(sum(amount) FILTER (WHERE bucket = 'allotment'), 0) AS allotment,
             coalesce(sum(amount) FILTER (WHERE bucket = 'purchased'), 0) AS purchased,
             coalesce(sum(amount) FILTER (WHERE bucket = 'overage'), 0) AS overage
        FROM credit_entries WHERE organization_id = ANY (${ids}::uuid[]) AND call_id IS NOT NULL AND kind <> 'adjust'
       GROUP BY organization_id, call_id),
    calls AS (
      SELECT u.*, CASE WHEN status = 'reserved' THEN 1 ELSE 0 END AS is_open FROM usage_log u
       WHERE u.organization_id = ANY (${ids}::uuid[])),
    mismatches AS (
      SELECT coalesce(c.organization_id, e.organization_id) AS organization_id, count(*) AS calls
        FROM calls c FULL JOIN by_call e ON e.organization_id = c.organization_id AND e.call_id = c.id
       WHERE (coalesce(e.allotment, 0), coalesce(e.purchased, 0), coalesce(e.overage, 0)) IS DISTINCT FROM
             (-(c.spent_allotment + c.is_open * c.reserved_allotment), -(c.spent_purchased + c.is_open * c.reserved_purchased),
              -(c.spent_overage + c.is_open * c.reserved_overage))
       GROUP BY 1),
    used AS (
      SELECT a.organization_id,
             coalesce(sum(c.spent_allotment) FILTER (WHERE c.window_start = a.window_start), 0) AS allotment_used,
             coalesce(sum(c.is_open * c.reserved_allotment) FILTER (WHERE c.window_start = a.window_start), 0) AS allotment_reserved,
             coalesce(sum(c.is_open * c.reserved_purchased), 0) AS purchased_reserved,
             coalesce(sum(c.spent_overage) FILTER (WHERE c.window_start = a.window_start), 0) AS overage_used,
             coalesce(sum(c.is_open * c.reserved_overage) FILTER (WHERE c.window_start = a.window_start), 0) AS overage_reserved,
             coalesce(sum(c.spent_overage + c.is_open * c.reserved_overage), 0) AS overage
        FROM accounts a LEFT JOIN calls c ON c.organization_id = a.organization_id
       GROUP BY a.organization_id)
    SELECT a.organization_id, d.what, d.kept::bigint AS kept, d.booked::bigint AS booked
      FROM accounts a
      JOIN used u ON u.organization_id = a.organization_id
      LEFT JOIN ledger l ON l.organization_id = a.organization_id
      LEFT JOIN mismatches m ON m.organization_id = a.organization_id
     CROSS JOIN LATERAL (VALUES
       ('allotment', allotment_balance(a.allotment, a.allotment_used, a.allotment_reserved), coalesce(l.allotment, 0)),
       ('purchased', a.purchased, coalesce(l.purchased, 0)),
       ('overage', -u.overage, coalesce(l.overage, 0)),
       ('allotment_used', a.allotment_used, u.allotment_used),
       ('allotment_reserved', a.allotment_reserved, u.allotment_reserved),
       ('purchased_reserved', a.purchased_reserved, u.purchased_reserved),
       ('overage_used', a.overage_used, u.overage_used),
       ('overage_reserved', a.overage_reserved, u.overage_reserved),
       ('calls', 0, coalesce(m.calls, 0))) AS d (what, kept, booked)
     WHERE d.kept <> d.booked
     ORDER BY a.organization_id, d.what`;
  return { ids, rows };
}
