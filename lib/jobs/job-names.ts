// The jobs, in the order in which they run.
import "server-only";

export const JOB_NAMES = [
  "prune-sessions",
  "prune-token-families",
  "prune-refresh-tokens",
  "prune-sign-ups",
  "prune-password-resets",
  "prune-invitations",
  "prune-email-changes",
  "prune-oauth-states",
  "prune-sign-in-throttles",
  "prune-mail-contents",
  "prune-mails",
  "prune-idempotency-keys",
  "prune-stripe-events",
  "prune-stripe-checkouts",
  "prune-job-runs",
  "release-reservations",
  "prune-audit-log",
  "stripe-events",
  // Last, so that a hanging mail server does not prevent the others from running.
  "send-mail",
] as const;

export type JobName = (typeof JOB_NAMES)[number];
