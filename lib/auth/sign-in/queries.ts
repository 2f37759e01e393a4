// Whose password a sign-in is judged by, and the lock that keeps it from racing a change of that password.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { hashToken } from "@/lib/crypto/hash";
import type { SystemDb } from "@/lib/db/transaction";

export type Candidate =
  | { kind: "user"; userId: string; passwordHash: string }
  | { kind: "pending"; passwordHash: string };

/**
 * The account's hash, else that of a pending sign-up: this browser's own, else the newest.
 * One statement whatever exists.
 */
export async function findCandidate(db: SystemDb, email: string, request: RequestFacts): Promise<Candidate | null> {
  const flowHash = request.signUpFlow === null ? null : hashToken(request.signUpFlow);
  const [row] = await db.$queryRaw<{ userId: string | null; passwordHash: string }[]>`
    SELECT * FROM (
      SELECT u.id AS "userId", c.password_hash AS "passwordHash", 0 AS rank, u.created_at AS at
        FROM users u JOIN password_credentials c ON c.user_id = u.id
       WHERE u.email = ${email} AND u.suspended_at IS NULL
      UNION ALL
      SELECT NULL, s.password_hash, CASE WHEN s.flow_hash = ${flowHash} THEN 1 ELSE 2 END, s.created_at
        FROM sign_ups s
       WHERE s.email = ${email} AND s.expires_at > now()
         AND NOT EXISTS (SELECT 1 FROM users u WHERE u.email = ${email})
    ) AS candidates ORDER BY rank, at DESC LIMIT 1`;
  if (!row) return null;
  const { userId, passwordHash } = row;
  return userId === null ? { kind: "pending", passwordHash } : { kind: "user", userId, passwordHash };
}

/** Locks the user, if the hash that was verified is still theirs and they are not suspended. */
export async function lockUser(db: SystemDb, userId: string, passwordHash: string) {
  const [user] = await db.$queryRaw<{ id: string; email: string; name: string }[]>`
    SELECT u.id, u.email, u.name FROM users u JOIN password_credentials c ON c.user_id = u.id
     WHERE u.id = ${userId}::uuid AND c.password_hash = ${passwordHash} AND u.suspended_at IS NULL
       FOR NO KEY UPDATE OF u, c`;
  return user ?? null;
}

export async function replaceHash(db: SystemDb, userId: string, oldHash: string, newHash: string): Promise<void> {
  await db.passwordCredential.updateMany({
    where: { userId, passwordHash: oldHash },
    data: { passwordHash: newHash },
  });
}
