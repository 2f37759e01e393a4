// Counts failed sign-ins and compares them with a usual day. Anyone can cause any number of them, so counting stops at a
// limit, and reads only an index of failed sign-ins (migration 20261129010000_attention). The index requires the conditions
// on `action` and `outcome` as they are written here.
import "server-only";
import { z } from "zod";
import type { SystemDb } from "@/lib/db/transaction";

const MOST_COUNTED = 10_000;
/** More than this many a day are unusual, even if an attack has gone on for weeks. */
const ALWAYS_UNUSUAL = 2_000;
/** A few mistyped passwords are normal. */
const ALWAYS_USUAL = 10;
const BASELINE_DAYS = 30;

export const FailedSignIns = z.strictObject({
  /** In the last 24 hours. */
  count: z.number(),
  /** Whether counting stopped at `count`. */
  has_more: z.boolean(),
  /** The median of the 30 days before, each counted up to 2,000. A short attack does not raise it. */
  usual: z.number(),
  is_unusual: z.boolean(),
});
export type FailedSignIns = z.output<typeof FailedSignIns>;

export async function countFailedSignIns(db: SystemDb, now: Date): Promise<FailedSignIns> {
  const [{ counted, usual }] = await db.$queryRaw<[{ counted: number; usual: number }]>`
    SELECT (SELECT count(*)::int
              FROM (SELECT 1 FROM audit_log
                     WHERE action = 'auth.sign-in' AND outcome <> 'ok'
                       AND created_at >= ${now}::timestamptz - interval '24 hours' AND created_at < ${now}::timestamptz
                     LIMIT ${MOST_COUNTED + 1}::int) AS latest) AS counted,
           (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY a_day.failed)
              FROM generate_series(1, ${BASELINE_DAYS}::int) AS earlier(day)
             CROSS JOIN LATERAL (
                   SELECT count(*)::int AS failed
                     FROM (SELECT 1 FROM audit_log
                            WHERE action = 'auth.sign-in' AND outcome <> 'ok'
                              AND created_at >= ${now}::timestamptz - make_interval(hours => 24 * (earlier.day + 1))
                              AND created_at < ${now}::timestamptz - make_interval(hours => 24 * earlier.day)
                            LIMIT ${ALWAYS_UNUSUAL}::int) AS one) AS a_day) AS usual`;
  return {
    count: Math.min(counted, MOST_COUNTED),
    has_more: counted > MOST_COUNTED,
    usual,
    is_unusual: counted > ALWAYS_UNUSUAL || counted > Math.max(ALWAYS_USUAL, 2 * usual),
  };
}
