// Reads the calls of all organizations, for the console. Each statement is bounded by a day or by a page, except the sum over
// the accounts, of which every organization has one.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import type { Place } from "@/lib/lists/pages";

export interface FleetRow {
  kind: "day" | "model" | "organization";
  key: string;
  calls: bigint;
  unsuccessful: bigint;
  input_tokens: bigint;
  output_tokens: bigint;
  credits: bigint;
  unbilled: bigint;
  cost: bigint;
}

/** The sums of a day in UTC, in all and by model and organization, from one pass over its calls (index on created_at). */
export function sumDay(db: SystemDb, day: string): Promise<FleetRow[]> {
  return db.$queryRaw<FleetRow[]>`
    SELECT CASE WHEN grouping(model) = 0 THEN 'model' WHEN grouping(organization_id) = 0 THEN 'organization' ELSE 'day' END AS kind,
           coalesce(model, organization_id::text, ${day}) AS key,
           count(*) AS calls,
           count(*) FILTER (WHERE status IN ('failed', 'expired')) AS unsuccessful,
           sum(input_tokens)::bigint AS input_tokens, sum(output_tokens)::bigint AS output_tokens,
           sum(spent_allotment + spent_purchased + spent_overage)::bigint AS credits,
           sum(unbilled)::bigint AS unbilled, sum(cost_microusd)::bigint AS cost
      FROM usage_log
     WHERE created_at >= ${day}::date::timestamp AT TIME ZONE 'UTC'
           AND created_at < (${day}::date + 1)::timestamp AT TIME ZONE 'UTC'
     GROUP BY GROUPING SETS ((model), (organization_id), ())
    HAVING count(*) > 0`;
}

export interface StandingRow {
  purchased: bigint;
  reserved: bigint;
  overage_organizations: bigint;
  /** Reservations that have expired and are not yet released. */
  waiting: bigint;
}

/** What the accounts of all organizations hold now. */
export async function sumAccounts(db: SystemDb): Promise<StandingRow> {
  const [row] = await db.$queryRaw<[StandingRow]>`
    SELECT coalesce(sum(greatest(purchased, 0)), 0)::bigint AS purchased,
           coalesce(sum(allotment_reserved + purchased_reserved + overage_reserved), 0)::bigint AS reserved,
           count(*) FILTER (WHERE overage_enabled) AS overage_organizations,
           (SELECT count(*) FROM usage_log WHERE status = 'reserved' AND expires_at <= now()) AS waiting
      FROM credit_accounts`;
  return row;
}

export interface ExpiredRow {
  id: string;
  organization_id: string;
  organization_name: string;
  operation: string;
  model: string;
  is_released: boolean;
  reserved: bigint;
  created_at: Date;
  expires_at: Date;
}

/** The calls that nobody settled, latest first. Each half reads the index on (status, expires_at), and no more than a page. */
export function findExpiredCalls(db: SystemDb, after: Place | undefined, limit: number): Promise<ExpiredRow[]> {
  const [at, id] = [after?.at ?? null, after?.id ?? null];
  return db.$queryRaw<ExpiredRow[]>`
    SELECT c.id, c.organization_id, o.name AS organization_name, c.operation, c.model, c.status = 'expired' AS is_released,
           c.reserved_allotment + c.reserved_purchased + c.reserved_overage AS reserved, c.created_at, c.expires_at
      FROM (
        (SELECT * FROM usage_log
          WHERE status = 'reserved' AND expires_at <= coalesce(${at}::timestamptz, now())
                AND (${at}::timestamptz IS NULL OR (expires_at, id) < (${at}::timestamptz, ${id}::uuid))
          ORDER BY expires_at DESC, id DESC LIMIT ${limit}::int)
        UNION ALL
        (SELECT * FROM usage_log
          WHERE status = 'expired' AND expires_at <= coalesce(${at}::timestamptz, now())
                AND (${at}::timestamptz IS NULL OR (expires_at, id) < (${at}::timestamptz, ${id}::uuid))
          ORDER BY expires_at DESC, id DESC LIMIT ${limit}::int)) AS c
      JOIN organizations o ON o.id = c.organization_id
     ORDER BY c.expires_at DESC, c.id DESC
     LIMIT ${limit}::int`;
}
