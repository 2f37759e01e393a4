// Reads the calls of an organization. Every query begins with the organization and a time, for the index on
// (organization_id, created_at DESC, id DESC). A tenant handle sees the names of current members only.
import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { TenantDb } from "@/lib/db/transaction";
import type { Place } from "@/lib/lists/pages";
import type { Days } from "./days";
import type { CALL_STATES } from "./view";

export interface CallRow {
  id: string;
  operation: string;
  model: string;
  status: (typeof CALL_STATES)[number];
  user_id: string | null;
  user_name: string | null;
  input_tokens: bigint;
  output_tokens: bigint;
  spent_allotment: bigint;
  spent_purchased: bigint;
  spent_overage: bigint;
  reserved: bigint;
  created_at: Date;
  settled_at: Date | null;
}

interface Wanted {
  organizationId: string;
  after: Place | undefined;
  limit: number;
}

/** Newest first. A reservation that has expired is shown as such even before it is released. */
export function pageOfCalls({ organizationId, after, limit }: Wanted): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id, c.operation, c.model,
           CASE WHEN c.status = 'reserved' AND c.expires_at <= now() THEN 'expired' ELSE c.status::text END AS status,
           p.id AS user_id, p.name AS user_name, c.input_tokens, c.output_tokens,
           c.spent_allotment, c.spent_purchased, c.spent_overage,
           CASE WHEN c.status = 'reserved' AND c.expires_at > now()
                THEN c.reserved_allotment + c.reserved_purchased + c.reserved_overage ELSE 0 END AS reserved,
           c.created_at, c.settled_at
      FROM usage_log c
      LEFT JOIN users p ON p.id = c.user_id
     WHERE c.organization_id = ${organizationId}::uuid
           ${after ? Prisma.sql`AND (c.created_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
     ORDER BY c.created_at DESC, c.id DESC
     LIMIT ${limit}`;
}

export function findCalls(db: TenantDb, wanted: Wanted): Promise<CallRow[]> {
  return db.$queryRaw<CallRow[]>(pageOfCalls(wanted));
}

export interface DayRow {
  day: string;
  credits: bigint;
  calls: bigint;
}

/** Has a row for every day. Adds up the calls in one pass, before it adds the days without any. */
export function callsPerDay(organizationId: string, { first, last }: Days): Prisma.Sql {
  return Prisma.sql`
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day, coalesce(u.credits, 0)::bigint AS credits, coalesce(u.calls, 0) AS calls
      FROM generate_series(${first}::timestamptz AT TIME ZONE 'UTC', ${last}::timestamptz AT TIME ZONE 'UTC', interval '1 day') AS d(day)
      LEFT JOIN (
        SELECT date_trunc('day', created_at AT TIME ZONE 'UTC') AS day, count(*) AS calls,
               sum(spent_allotment + spent_purchased + spent_overage) AS credits
          FROM usage_log
         WHERE organization_id = ${organizationId}::uuid AND created_at >= ${first}::timestamptz
         GROUP BY 1) AS u ON u.day = d.day
     ORDER BY d.day`;
}

export function findDays(db: TenantDb, organizationId: string, days: Days): Promise<DayRow[]> {
  return db.$queryRaw<DayRow[]>(callsPerDay(organizationId, days));
}

export interface UserRow {
  user_id: string | null;
  user_name: string | null;
  calls: bigint;
  credits: bigint;
}

/**
 * Those who used most first. Former members and API keys of the organization are one row without a user: the names are joined
 * after the calls have been added up by user, and then added up again.
 */
export function usersByCredits(organizationId: string, since: Date, limit: number): Prisma.Sql {
  return Prisma.sql`
    SELECT p.id AS user_id, p.name AS user_name, sum(u.calls)::bigint AS calls, sum(u.credits)::bigint AS credits
      FROM (
        SELECT user_id, count(*) AS calls, sum(spent_allotment + spent_purchased + spent_overage) AS credits
          FROM usage_log
         WHERE organization_id = ${organizationId}::uuid AND created_at >= ${since}::timestamptz
         GROUP BY user_id) AS u
      LEFT JOIN users p ON p.id = u.user_id
     GROUP BY p.id, p.name
     ORDER BY sum(u.credits) DESC, p.id
     LIMIT ${limit}`;
}

export function findTopUsers(db: TenantDb, organizationId: string, since: Date, limit: number): Promise<UserRow[]> {
  return db.$queryRaw<UserRow[]>(usersByCredits(organizationId, since, limit));
}
