// Finds the hashes that a sign-in is verified against, and locks the user so that a concurrent change of password is not
// missed.
import "server-only";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";

interface Row {
  userId: string | null;
  passwordHash: string | null;
  passwordVersion: string | null;
  pendingHash: string | null;
}

export interface Candidates {
  account: { userId: string; passwordHash: string; passwordVersion: string } | null;
  /** The hash of an unverified sign-up that may have been made with this password. */
  pendingHash: string | null;
}

/** Finds all hashes that a password may match, always with one statement. */
export async function findCandidates(db: SystemDb, email: string, selector: number): Promise<Candidates> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT account.*, pending.*
      FROM (VALUES (1)) AS one
      LEFT JOIN (
        SELECT u.id AS "userId", c.password_hash AS "passwordHash", c.version AS "passwordVersion"
          FROM users u JOIN password_credentials c ON c.user_id = u.id
         WHERE u.email = ${email} AND u.suspended_at IS NULL) AS account ON true
      LEFT JOIN (
        SELECT password_hash AS "pendingHash" FROM sign_ups
         WHERE email = ${email} AND password_selector = ${selector} AND expires_at > now()
         ORDER BY created_at DESC LIMIT 1) AS pending ON true`;
  const { userId = null, passwordHash = null, passwordVersion = null, pendingHash = null } = row ?? {};
  const isAccount = userId !== null && passwordHash !== null && passwordVersion !== null;
  return { account: isAccount ? { userId, passwordHash, passwordVersion } : null, pendingHash };
}

/** Locks the user if the verified password is still theirs and they are not suspended. */
export async function lockUser(db: SystemDb, userId: string, passwordVersion: string) {
  const [user] = await lockRows<{ id: string; email: string; name: string; isSystemAdmin: boolean }>(db, "user")`
      SELECT u.id, u.email, u.name, u.is_system_admin AS "isSystemAdmin"
        FROM users u JOIN password_credentials c ON c.user_id = u.id
       WHERE u.id = ${userId}::uuid AND c.version = ${passwordVersion}::uuid AND u.suspended_at IS NULL
         FOR NO KEY UPDATE OF u, c`;
  return user ?? null;
}

/**
 * Replaces a hash that has outdated parameters, unless a concurrent sign-in already did. The version of the password stays
 * the same.
 */
export async function replaceHash(db: SystemDb, userId: string, oldHash: string, newHash: string): Promise<void> {
  await db.passwordCredential.updateMany({
    where: { userId, passwordHash: oldHash },
    data: { passwordHash: newHash },
  });
}
