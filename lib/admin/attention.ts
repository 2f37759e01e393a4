// What needs a system admin's attention: failed sign-ins, undelivered mail, and jobs that fail, hang or do not run. The
// result identifies no user and no organization.
import "server-only";
import { z } from "zod";
import { Time } from "@/lib/access/schemas";
import type { SystemDb } from "@/lib/db/transaction";
import { isMailStuck } from "@/lib/email/stuck-mail";
import { JOB_NAMES } from "@/lib/jobs/job-names";
import { LEASE_SECONDS } from "@/lib/jobs/lease";
import { countFailedSignIns, FailedSignIns } from "./failed-sign-ins";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Two periods of a scheduler that runs once a day, as in vercel.json. */
const LATE_MS = 2 * DAY_MS;

const Jobs = z.strictObject({
  /** Runs of the last 7 days that failed. */
  failed: z.number(),
  /** Runs of the last 7 days that have no outcome although their lease has expired. */
  unfinished: z.number(),
  /** The start of the latest run; null before the first run. */
  last_run_at: Time.nullable(),
  /** The jobs that should have run since: all of them if the scheduler does not call. */
  late: z.array(z.enum(JOB_NAMES)),
});

export const Attention = z.strictObject({
  failed_sign_ins: FailedSignIns,
  /** Mail given up in the last 7 days, and whether mail is stuck now. */
  mail: z.strictObject({ given_up: z.number(), is_stuck: z.boolean() }),
  jobs: Jobs,
});
export type Attention = z.output<typeof Attention>;

async function readJobs(db: SystemDb, now: number): Promise<z.output<typeof Jobs>> {
  const lastWeek = { gte: new Date(now - WEEK_MS) };
  const overdue = new Date(now - LEASE_SECONDS * 1000);
  const last = await db.jobRun.findFirst({ orderBy: { startedAt: "desc" }, select: { startedAt: true } });
  const oldest = await db.user.findFirst({ orderBy: { createdAt: "asc" }, select: { createdAt: true } });
  const since = new Date(now - LATE_MS);
  const recent = await db.jobRun.groupBy({ by: ["name"], where: { startedAt: { gte: since } } });
  // The oldest account tells the age of the installation. No job is late in a new one.
  const isNew = !oldest || oldest.createdAt >= since;
  const late = isNew ? [] : JOB_NAMES.filter((name) => !recent.some((run) => run.name === name));
  return {
    failed: await db.jobRun.count({ where: { outcome: "failed", startedAt: lastWeek } }),
    unfinished: await db.jobRun.count({ where: { outcome: null, startedAt: { ...lastWeek, lt: overdue } } }),
    last_run_at: last?.startedAt.toISOString() ?? null,
    late,
  };
}

export async function readAttention(db: SystemDb, now = Date.now()): Promise<Attention> {
  const lastWeek = { gte: new Date(now - WEEK_MS) };
  return {
    failed_sign_ins: await countFailedSignIns(db, new Date(now)),
    mail: {
      given_up: await db.outboxMail.count({ where: { status: "dead", createdAt: lastWeek } }),
      is_stuck: await isMailStuck(db),
    },
    jobs: await readJobs(db, now),
  };
}
