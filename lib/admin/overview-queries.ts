// The counts on the console's first page, each by one statement. A daily count has a row for every day, even a day without
// events. Days start at midnight UTC, whatever time zone the database uses.
import "server-only";
import { z } from "zod";
import type { SystemDb } from "@/lib/db/transaction";

export const DayCount = z.strictObject({
  /** A day such as 2026-11-12. */
  day: z.string(),
  value: z.number(),
});
export type DayCount = z.output<typeof DayCount>;

export interface Days {
  first: Date;
  last: Date;
}

export const Totals = z.strictObject({
  users: z.number(),
  suspended_users: z.number(),
  system_admins: z.number(),
  organizations: z.number(),
  suspended_organizations: z.number(),
});
export type Totals = z.output<typeof Totals>;

export async function countAll(db: SystemDb): Promise<Totals> {
  const [row] = await db.$queryRaw<[Totals]>`
    SELECT u.*, o.*
      FROM (SELECT count(*)::int AS users, (count(*) FILTER (WHERE suspended_at IS NOT NULL))::int AS suspended_users,
                   (count(*) FILTER (WHERE is_system_admin))::int AS system_admins FROM users) AS u,
           (SELECT count(*)::int AS organizations,
                   (count(*) FILTER (WHERE suspended_at IS NOT NULL))::int AS suspended_organizations FROM organizations) AS o`;
  return row;
}

export function countSignUps(db: SystemDb, { first, last }: Days): Promise<DayCount[]> {
  return db.$queryRaw<DayCount[]>`
    SELECT to_char(d.day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(u.id)::int AS value
      FROM generate_series(${first}::timestamptz, ${last}::timestamptz, interval '24 hours') AS d(day)
      LEFT JOIN users u ON u.created_at >= d.day AND u.created_at < d.day + interval '24 hours'
     GROUP BY d.day ORDER BY d.day`;
}

/**
 * Reads the audit log, because a session stores only its last use. Counts users who signed in, created their account or did
 * anything while signed in. Ignores requests that anyone can send about an account, such as for a reset link. The conditions
 * are those of the index `audit_log_active_users_idx`, so a flood of such requests costs nothing here.
 */
export function countActiveUsers(db: SystemDb, { first, last }: Days): Promise<DayCount[]> {
  return db.$queryRaw<DayCount[]>`
    SELECT to_char(d.day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, a.value
      FROM generate_series(${first}::timestamptz, ${last}::timestamptz, interval '24 hours') AS d(day)
     CROSS JOIN LATERAL (
           SELECT count(DISTINCT user_id)::int AS value FROM audit_log
            WHERE created_at >= d.day AND created_at < d.day + interval '24 hours' AND outcome = 'ok'
              AND (actor_kind IN ('user', 'member') OR actor_standing NOT IN ('public', 'system'))) AS a
     ORDER BY d.day`;
}

export function countOrganizations(db: SystemDb, { first, last }: Days): Promise<DayCount[]> {
  return db.$queryRaw<DayCount[]>`
    SELECT to_char(d.day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
           ((SELECT count(*) FROM organizations WHERE created_at < ${first}::timestamptz)
             + sum(count(o.id)) OVER (ORDER BY d.day))::int AS value
      FROM generate_series(${first}::timestamptz, ${last}::timestamptz, interval '24 hours') AS d(day)
      LEFT JOIN organizations o ON o.created_at >= d.day AND o.created_at < d.day + interval '24 hours'
     GROUP BY d.day ORDER BY d.day`;
}
