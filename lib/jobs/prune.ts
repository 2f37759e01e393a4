// Deletes what is over, in batches small enough that nobody waits behind one, each a transaction of its own:
// stopped anywhere, the next run goes on from there.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import { inherit } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { systemOperation } from "@/lib/access/operation";
import { THROTTLE_MEMORY_HOURS } from "@/lib/auth/sign-in/throttle";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";

const BATCH = 5_000;
const MAIL_ROWS_KEPT_DAYS = 30;
const JOB_RUNS_KEPT_DAYS = 30;
/** After the last day of their link, whatever became of them: so long the list of who was invited stays useful. */
const INVITATIONS_KEPT_DAYS = 30;

export type Job = (caller: Caller, deadline: Date) => Promise<number>;

/** A job that repeats one deleting operation until it finds nothing more or the time is over. */
function pruning(name: string, entityType: string, deleteBatch: (db: SystemDb, limit: number) => Promise<number>): Job {
  const batch = systemOperation({
    name,
    effect: "write",
    limit: inherit,
    input: NoInput,
    run: async ({ db }) => ({ deleted: await deleteBatch(db, BATCH) }),
    audit: ({ output }) => ({ entityType, after: { deleted: output?.deleted ?? 0 } }),
  });
  return async (caller, deadline) => {
    let total = 0;
    while (new Date() < deadline) {
      const { deleted } = await batch(caller, {});
      total += deleted;
      if (deleted < BATCH) break;
    }
    return total;
  };
}

export const pruneSessions = pruning("jobs.prune-sessions", "session", (db, limit) => {
  const days = env().CRON_SESSION_RETENTION_DAYS;
  return db.$executeRaw`
    DELETE FROM sessions WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM sessions
       WHERE expires_at < now() - make_interval(days => ${days}::int)
          OR ended_at < now() - make_interval(days => ${days}::int)
       LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`;
});

export const pruneSignUps = pruning("jobs.prune-sign-ups", "sign_up", (db, limit) => db.$executeRaw`
  DELETE FROM sign_ups WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM sign_ups WHERE expires_at < now() LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`);

export const prunePasswordResets = pruning("jobs.prune-password-resets", "password_reset", (db, limit) => db.$executeRaw`
  DELETE FROM password_resets WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM password_resets WHERE expires_at < now() LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`);

export const pruneInvitations = pruning("jobs.prune-invitations", "invitation", (db, limit) => db.$executeRaw`
  DELETE FROM invitations WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM invitations WHERE expires_at < now() - make_interval(days => ${INVITATIONS_KEPT_DAYS}::int)
     LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`);
export const pruneEmailChanges = pruning("jobs.prune-email-changes", "email_change", (db, limit) => db.$executeRaw`
  DELETE FROM email_changes WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM email_changes WHERE expires_at < now() LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`);

export const pruneThrottles = pruning("jobs.prune-sign-in-throttles", "sign_in_throttle", (db, limit) => db.$executeRaw`
  DELETE FROM sign_in_throttles WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM sign_in_throttles
     WHERE updated_at < now() - make_interval(hours => ${THROTTLE_MEMORY_HOURS}::int)
     LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`);

/** Rows that are over go; of mail that was never sent in time the content goes first. */
export const pruneMails = pruning("jobs.prune-mails", "outbox_mail", async (db, limit) => {
  await db.$executeRaw`
    UPDATE outbox_mails SET status = 'dead', content_ciphertext = NULL
     WHERE expires_at < now() AND content_ciphertext IS NOT NULL`;
  return db.$executeRaw`
    DELETE FROM outbox_mails WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM outbox_mails
       WHERE expires_at < now() - make_interval(days => ${MAIL_ROWS_KEPT_DAYS}::int)
       LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`;
});

/** Older than the database says, which refuses the rest. No lock on the rows: nobody changes them, and one runner deletes. */
export const pruneAuditLog = pruning("jobs.prune-audit-log", "audit_log", (db, limit) => db.$executeRaw`
  DELETE FROM audit_log WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM audit_log
     WHERE created_at < now() - make_interval(days => (SELECT days FROM audit_retention))
     LIMIT ${limit}::int))`);

export const pruneJobRuns = pruning("jobs.prune-job-runs", "job_run", (db, limit) => db.$executeRaw`
  DELETE FROM job_runs WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM job_runs WHERE started_at < now() - make_interval(days => ${JOB_RUNS_KEPT_DAYS}::int)
     LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`);
