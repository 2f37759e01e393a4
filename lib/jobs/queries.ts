// Deletes expired rows, table by table. Each function deletes at most `limit` rows and returns the number deleted. Rows that
// are locked wait for the next run.
import "server-only";
import { IDEMPOTENCY_KEY_HOURS } from "@/lib/access/idempotency";
import { THROTTLE_MEMORY_HOURS } from "@/lib/auth/passwords/throttle";
import { Prisma } from "@/lib/db/generated/client";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { INVITATION_LIFETIME_DAYS } from "@/lib/invitations/lifetime";

const MAIL_ROWS_KEPT_DAYS = 30;
const JOB_RUNS_KEPT_DAYS = 30;
/** Stripe repeats an event for three days, and shows it for thirty. A pending one is never deleted. */
const STRIPE_EVENTS_KEPT_DAYS = 60;
const CHECKOUTS_KEPT_DAYS = 60;
/**
 * The period starts on the last day on which the list can show the invitation as open. If it started when the link expires,
 * the deletion would reveal that a mail was dropped, because a dropped mail leaves the expiry of the link unchanged.
 */
const INVITATIONS_KEPT_DAYS = 30;

interface Old {
  table: Prisma.Sql;
  where: Prisma.Sql;
  lock?: Prisma.Sql;
}

const SKIPPING_LOCKED = Prisma.sql`FOR UPDATE SKIP LOCKED`;
const EXPIRED = Prisma.sql`expires_at < now()`;

const daysAgo = (days: number) => Prisma.sql`now() - make_interval(days => ${days}::int)`;

function deleteOld(db: SystemDb, limit: number, { table, where, lock = SKIPPING_LOCKED }: Old): Promise<number> {
  return db.$executeRaw`
    DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM ${table} WHERE ${where} LIMIT ${limit}::int ${lock}))`;
}

export function deleteSessions(db: SystemDb, limit: number): Promise<number> {
  const kept = daysAgo(env().CRON_SESSION_RETENTION_DAYS);
  return deleteOld(db, limit, {
    table: Prisma.sql`sessions`,
    where: Prisma.sql`expires_at < ${kept} OR ended_at < ${kept}`,
  });
}

/** Kept as long as sessions. Deletes a family's tokens as well. */
export function deleteTokenFamilies(db: SystemDb, limit: number): Promise<number> {
  const kept = daysAgo(env().CRON_SESSION_RETENTION_DAYS);
  return deleteOld(db, limit, {
    table: Prisma.sql`token_families`,
    where: Prisma.sql`expires_at < ${kept} OR ended_at < ${kept}`,
  });
}

/** A token is no longer accepted after its expiry, so a second use need not be noticed. */
export function deleteRefreshTokens(db: SystemDb, limit: number): Promise<number> {
  return deleteOld(db, limit, { table: Prisma.sql`refresh_tokens`, where: EXPIRED });
}

export function deleteSignUps(db: SystemDb, limit: number): Promise<number> {
  return deleteOld(db, limit, { table: Prisma.sql`sign_ups`, where: EXPIRED });
}

export function deletePasswordResets(db: SystemDb, limit: number): Promise<number> {
  return deleteOld(db, limit, { table: Prisma.sql`password_resets`, where: EXPIRED });
}

export function deleteInvitations(db: SystemDb, limit: number): Promise<number> {
  const where = Prisma.sql`sent_at < ${daysAgo(INVITATION_LIFETIME_DAYS + INVITATIONS_KEPT_DAYS)}`;
  return deleteOld(db, limit, { table: Prisma.sql`invitations`, where });
}

export function deleteEmailChanges(db: SystemDb, limit: number): Promise<number> {
  return deleteOld(db, limit, { table: Prisma.sql`email_changes`, where: EXPIRED });
}

export function deleteOauthStates(db: SystemDb, limit: number): Promise<number> {
  return deleteOld(db, limit, { table: Prisma.sql`used_oauth_states`, where: EXPIRED });
}

export function deleteThrottles(db: SystemDb, limit: number): Promise<number> {
  const where = Prisma.sql`updated_at < now() - make_interval(hours => ${THROTTLE_MEMORY_HOURS}::int)`;
  return deleteOld(db, limit, { table: Prisma.sql`sign_in_throttles`, where });
}

/** Counts the age of a row from the delivery of its mail, or from the mail's expiry if it was not delivered. */
export function deleteMails(db: SystemDb, limit: number): Promise<number> {
  const where = Prisma.sql`coalesce(delivered_at, expires_at) < ${daysAgo(MAIL_ROWS_KEPT_DAYS)}`;
  return deleteOld(db, limit, { table: Prisma.sql`outbox_mails`, where });
}

/**
 * Deletes only entries older than the retention that the database stores: the database refuses to delete younger ones. Row
 * locks are not needed, because no one changes entries and only one runner deletes them.
 */
export function deleteAuditEntries(db: SystemDb, limit: number): Promise<number> {
  const where = Prisma.sql`created_at < now() - make_interval(days => (SELECT days FROM audit_retention))`;
  return deleteOld(db, limit, { table: Prisma.sql`audit_log`, where, lock: Prisma.empty });
}

export function deleteIdempotencyKeys(db: SystemDb, limit: number): Promise<number> {
  const where = Prisma.sql`created_at < now() - make_interval(hours => ${IDEMPOTENCY_KEY_HOURS}::int)`;
  return deleteOld(db, limit, { table: Prisma.sql`idempotency_keys`, where });
}

export function deleteStripeEvents(db: SystemDb, limit: number): Promise<number> {
  const where = Prisma.sql`status <> 'pending' AND received_at < ${daysAgo(STRIPE_EVENTS_KEPT_DAYS)}`;
  return deleteOld(db, limit, { table: Prisma.sql`stripe_events`, where });
}

/** Those that were never paid. The others belong to the organization's records, and a refund can come much later. */
export function deleteStripeCheckouts(db: SystemDb, limit: number): Promise<number> {
  const where = Prisma.sql`status = 'expired' AND created_at < ${daysAgo(CHECKOUTS_KEPT_DAYS)}`;
  return deleteOld(db, limit, { table: Prisma.sql`stripe_checkouts`, where });
}

export function deleteJobRuns(db: SystemDb, limit: number): Promise<number> {
  return deleteOld(db, limit, {
    table: Prisma.sql`job_runs`,
    where: Prisma.sql`started_at < ${daysAgo(JOB_RUNS_KEPT_DAYS)}`,
  });
}
