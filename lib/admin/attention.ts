// Counts the failures that need a system admin's attention: failed sign-ins, undelivered mail and failed jobs. The result
// identifies no user and no organization.
import "server-only";
import { z } from "zod";
import { Time } from "@/lib/access/schemas";
import type { SystemDb } from "@/lib/db/transaction";
import { isMailStuck } from "@/lib/email/stuck-mail";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

export const Attention = z.strictObject({
  /** In the last 24 hours, and in the 24 hours before. */
  failed_sign_ins: z.strictObject({ now: z.number(), before: z.number() }),
  /** Mail given up in the last 7 days, and whether mail is stuck now. */
  mail: z.strictObject({ given_up: z.number(), is_stuck: z.boolean() }),
  /** Runs that failed in the last 7 days, and the start of the latest run, which is null before the first run. */
  jobs: z.strictObject({ failed: z.number(), last_run_at: Time.nullable() }),
});
export type Attention = z.output<typeof Attention>;

export async function readAttention(db: SystemDb, now = Date.now()): Promise<Attention> {
  const failed = (from: number, to: number) =>
    db.auditEntry.count({
      where: { action: "auth.sign-in", outcome: { not: "ok" }, createdAt: { gte: new Date(from), lt: new Date(to) } },
    });
  const lastWeek = { gte: new Date(now - WEEK_MS) };
  const last = await db.jobRun.findFirst({ orderBy: { startedAt: "desc" }, select: { startedAt: true } });
  return {
    failed_sign_ins: { now: await failed(now - DAY_MS, now), before: await failed(now - 2 * DAY_MS, now - DAY_MS) },
    mail: {
      given_up: await db.outboxMail.count({ where: { status: "dead", createdAt: lastWeek } }),
      is_stuck: await isMailStuck(db),
    },
    jobs: {
      failed: await db.jobRun.count({ where: { outcome: "failed", startedAt: lastWeek } }),
      last_run_at: last?.startedAt.toISOString() ?? null,
    },
  };
}
