// Runs every job that no other runner is running, each with a time limit, and records the results. A failed job does not
// prevent the next from running.
import "server-only";
import { randomUUID } from "node:crypto";
import { systemCaller, type Caller } from "@/lib/access/actor";
import { workOnStripe } from "@/lib/billing/work-on-stripe";
import { inSystemTransaction } from "@/lib/db/transaction";
import { releaseReservations } from "@/lib/credits/release-reservations";
import { drainOutbox } from "@/lib/email/drain-outbox";
import { log } from "@/lib/observability/log";
import { scrub } from "@/lib/observability/scrub";
import { releaseLease, takeLease } from "./lease";
import {
  pruneAuditLog,
  pruneEmailChanges,
  pruneIdempotencyKeys,
  pruneInvitations,
  pruneJobRuns,
  pruneMailContents,
  pruneMails,
  pruneOauthStates,
  prunePasswordResets,
  pruneRefreshTokens,
  pruneSessions,
  pruneSignUps,
  pruneStripeCheckouts,
  pruneStripeEvents,
  pruneThrottles,
  pruneTokenFamilies,
  type Job,
} from "./prune";
import { JOB_NAMES, type JobName } from "./job-names";

const SECONDS_EACH = 30;
/** A platform may limit a request to one minute, so the last job must start well before. */
const SECONDS_TOGETHER = 45;

const JOBS: Readonly<Record<JobName, Job>> = {
  "prune-sessions": pruneSessions,
  "prune-token-families": pruneTokenFamilies,
  "prune-refresh-tokens": pruneRefreshTokens,
  "prune-sign-ups": pruneSignUps,
  "prune-password-resets": prunePasswordResets,
  "prune-invitations": pruneInvitations,
  "prune-email-changes": pruneEmailChanges,
  "prune-oauth-states": pruneOauthStates,
  "prune-sign-in-throttles": pruneThrottles,
  "prune-mail-contents": pruneMailContents,
  "prune-mails": pruneMails,
  "prune-idempotency-keys": pruneIdempotencyKeys,
  "prune-stripe-events": pruneStripeEvents,
  "prune-stripe-checkouts": pruneStripeCheckouts,
  "prune-job-runs": pruneJobRuns,
  "release-reservations": releaseReservations,
  "prune-audit-log": pruneAuditLog,
  "stripe-events": ({ request }, deadline) => workOnStripe(deadline, request.requestId),
  "send-mail": (_caller, deadline) => drainOutbox(deadline),
};

export type JobResult = { status: "done"; processed: number } | { status: "failed" } | { status: "skipped" };

/** @param requestId of the call that started the jobs, for logs and audit entries */
export async function runJobs(requestId: string): Promise<Record<string, JobResult>> {
  const results: Record<string, JobResult> = {};
  const end = Date.now() + SECONDS_TOGETHER * 1000;
  for (const name of JOB_NAMES) {
    const deadline = new Date(Math.min(Date.now() + SECONDS_EACH * 1000, end));
    results[name] =
      Date.now() < end ? await runJob(name, JOBS[name], systemCaller(requestId), deadline) : { status: "skipped" };
  }
  return results;
}

async function runJob(name: string, job: Job, caller: Caller, deadline: Date): Promise<JobResult> {
  const holder = randomUUID();
  if (!(await takeLease(name, holder))) return { status: "skipped" };
  try {
    const { id } = await inSystemTransaction((db) => db.jobRun.create({ data: { name }, select: { id: true } }));
    return await recorded(id, name, job, caller, deadline);
  } finally {
    await releaseLease(name, holder);
  }
}

async function recorded(id: string, name: string, job: Job, caller: Caller, deadline: Date): Promise<JobResult> {
  try {
    const processed = await job(caller, deadline);
    await finish(id, "done", processed, null);
    return { status: "done", processed };
  } catch (error) {
    log.error("job failed", { job: name, request_id: caller.request.requestId, error });
    await finish(id, "failed", 0, scrub(error instanceof Error ? error.message : String(error)).slice(0, 300));
    return { status: "failed" };
  }
}

async function finish(id: string, outcome: string, processed: number, error: string | null): Promise<void> {
  await inSystemTransaction((db) =>
    db.jobRun.update({ where: { id }, data: { finishedAt: new Date(), outcome, processed, error }, select: { id: true } }),
  );
}
