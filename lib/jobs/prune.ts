// Deletes expired rows in batches small enough not to delay other transactions. Each batch is its own transaction, so the
// next run continues where this one stopped.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { systemOperation } from "@/lib/access/operation";
import type { SystemDb } from "@/lib/db/transaction";
import { wipeExpired } from "@/lib/email/wipe-expired";
import {
  deleteAuditEntries,
  deleteEmailChanges,
  deleteIdempotencyKeys,
  deleteInvitations,
  deleteJobRuns,
  deleteMails,
  deleteOauthStates,
  deletePasswordResets,
  deleteRefreshTokens,
  deleteSessions,
  deleteSignUps,
  deleteStripeCheckouts,
  deleteStripeEvents,
  deleteThrottles,
  deleteTokenFamilies,
} from "./queries";

const BATCH = 5_000;

export type Job = (caller: Caller, deadline: Date) => Promise<number>;

/** A job that repeats a deleting operation until it finds nothing more or its time is up. */
function pruning(name: string, entityType: string, deleteBatch: (db: SystemDb, limit: number) => Promise<number>): Job {
  const batch = systemOperation({
    name,
    effect: "write",
    isRoutine: true,
    limit: generalLimitOnly,
    input: NoInput,
    run: async ({ db }) => ({ deleted: await deleteBatch(db, BATCH) }),
    audit: ({ output }) => ({ entityType, after: { deleted: output.deleted } }),
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

export const pruneSessions = pruning("jobs.prune-sessions", "session", deleteSessions);
export const pruneTokenFamilies = pruning("jobs.prune-token-families", "token_family", deleteTokenFamilies);
export const pruneRefreshTokens = pruning("jobs.prune-refresh-tokens", "refresh_token", deleteRefreshTokens);
export const pruneSignUps = pruning("jobs.prune-sign-ups", "sign_up", deleteSignUps);
export const prunePasswordResets = pruning("jobs.prune-password-resets", "password_reset", deletePasswordResets);
export const pruneInvitations = pruning("jobs.prune-invitations", "invitation", deleteInvitations);
export const pruneEmailChanges = pruning("jobs.prune-email-changes", "email_change", deleteEmailChanges);
export const pruneOauthStates = pruning("jobs.prune-oauth-states", "oauth_state", deleteOauthStates);
export const pruneThrottles = pruning("jobs.prune-sign-in-throttles", "sign_in_throttle", deleteThrottles);
export const pruneMailContents = pruning("jobs.prune-mail-contents", "outbox_mail_content", wipeExpired);
export const pruneMails = pruning("jobs.prune-mails", "outbox_mail", deleteMails);
export const pruneAuditLog = pruning("jobs.prune-audit-log", "audit_log", deleteAuditEntries);
export const pruneIdempotencyKeys = pruning("jobs.prune-idempotency-keys", "idempotency_key", deleteIdempotencyKeys);
export const pruneStripeEvents = pruning("jobs.prune-stripe-events", "stripe_event", deleteStripeEvents);
export const pruneStripeCheckouts = pruning("jobs.prune-stripe-checkouts", "stripe_checkout", deleteStripeCheckouts);
export const pruneJobRuns = pruning("jobs.prune-job-runs", "job_run", deleteJobRuns);
