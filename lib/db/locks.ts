// Every transaction takes its explicit locks in one order, so that transactions do not deadlock on them; a lock out of order
// throws. Implicit locks (unique indexes, foreign keys, triggers) have no order: a transaction that deadlocks on one of them
// is rerun. Claims with SKIP LOCKED need no order, because they never wait.
import "server-only";
import { sha256 } from "@oslojs/crypto/sha2";
import { Prisma } from "./generated/client";
import type { SystemDb, TenantDb } from "./transaction";

/**
 * First to last. `email`, `setting` and `mailbox` lock a name that may have no row yet: an email address before it has an
 * account, a setting before its first value, a mailbox before its next mail. `featureRow` is a row of a table that a feature
 * owns. The others lock rows of the table of that name.
 */
export const LOCK_ORDER = [
  "email",
  "organization",
  "user",
  "billingAccount",
  "stripeCheckout",
  "plan",
  "featureRow",
  "signUp",
  "setting",
  "mailbox",
] as const;

type Lock = (typeof LOCK_ORDER)[number];
type NameLock = Extract<Lock, "email" | "setting" | "mailbox">;
export type RowLock = Exclude<Lock, NameLock>;

/** PostgreSQL's row lock strengths, §13.3.2 of its manual. */
export type LockStrength = "KEY SHARE" | "NO KEY UPDATE" | "UPDATE";

/** For each transaction, the position of the last lock it took. */
const reached = new WeakMap<object, number>();

function advance(db: SystemDb | TenantDb, lock: Lock): void {
  const place = LOCK_ORDER.indexOf(lock);
  const last = reached.get(db) ?? 0;
  if (place < last) throw new Error(`lock order: ${lock} after ${LOCK_ORDER[last] ?? ""}`);
  reached.set(db, place);
}

/** A template tag for a query that ends with a locking clause. A query that locks several rows must order them by id. */
export function lockRows<Row>(db: SystemDb | TenantDb, lock: RowLock) {
  return (sql: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> => {
    advance(db, lock);
    return db.$queryRaw<Row[]>(sql, ...values);
  };
}

/** Locks names until the transaction ends. Several names are locked in sorted order. */
export async function lockNames(db: SystemDb, lock: NameLock, ...names: string[]): Promise<void> {
  advance(db, lock);
  for (const name of names.toSorted()) {
    const digest = sha256(new TextEncoder().encode(`${lock}\n${name}`));
    const key = new DataView(digest.buffer, digest.byteOffset).getBigInt64(0);
    await db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(${key}::bigint)) AS locked`;
  }
}

export const forStrength = (strength: LockStrength): Prisma.Sql =>
  ({
    "KEY SHARE": Prisma.sql`FOR KEY SHARE`,
    "NO KEY UPDATE": Prisma.sql`FOR NO KEY UPDATE`,
    UPDATE: Prisma.sql`FOR UPDATE`,
  })[strength];
