// Compares what the accounts say with the ledger and with the calls. All three are written in the same transactions, so any
// difference means that somebody changed one of them, or that a function of the database is wrong.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { credits, type Credits } from "./amounts";

export interface Difference {
  organizationId: string;
  /** What was compared, such as `allotment` or `purchased_reserved`; `calls` counts calls whose entries do not match them. */
  what: string;
  /** According to the account. */
  kept: Credits;
  /** According to the ledger or the calls. */
  booked: Credits;
}

/** They bound the work of a statement: organizations with many calls are compared alone. */
const ORGANIZATIONS_AT_ONCE = 50;
const CALLS_AT_ONCE = 20_000;

/** Organizations to compare: those after an id, or only one. */
interface Batch {
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
async function findDifferenceRows(
  db: SystemDb,
  { after, only, limit }: Batch,
): Promise<{ ids: string[]; rows: DifferenceRow[] }> {
  const found = await db.$queryRaw<{ id: string }[]>`
    WITH next AS (
      SELECT organization_id AS id FROM credit_accounts
       WHERE (${after}::uuid IS NULL OR organization_id > ${after}::uuid) AND (${only}::uuid IS NULL OR organization_id = ${only}::uuid)
       ORDER BY organization_id LIMIT ${limit}::int)
    SELECT id FROM (
      SELECT n.id, row_number() OVER (ORDER BY n.id) AS place, sum(c.calls) OVER (ORDER BY n.id) AS calls
        FROM next n CROSS JOIN LATERAL (
          SELECT count(*) AS calls
            FROM (SELECT 1 FROM usage_log u WHERE u.organization_id = n.id LIMIT ${CALLS_AT_ONCE}::int) AS some_calls) c) AS counted
     WHERE place = 1 OR calls <= ${CALLS_AT_ONCE}::int
     ORDER BY id`;
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

/** The differences of all organizations, or of one. Each batch is one statement, so it sees one moment. */
export async function findDifferences(
  transaction: <T>(work: (db: SystemDb) => Promise<T>) => Promise<T>,
  organizationId: string | null = null,
): Promise<{ organizations: number; differences: Difference[] }> {
  const differences: Difference[] = [];
  let organizations = 0;
  let after: string | null = null;
  do {
    const wanted: Batch = { after, only: organizationId, limit: ORGANIZATIONS_AT_ONCE };
    const { ids, rows } = await transaction((db) => findDifferenceRows(db, wanted));
    organizations += ids.length;
    for (const { organization_id, what, kept, booked } of rows)
      differences.push({ organizationId: organization_id, what, kept: credits(kept), booked: credits(booked) });
    after = organizationId === null ? (ids.at(-1) ?? null) : null;
  } while (after !== null);
  return { organizations, differences };
}
