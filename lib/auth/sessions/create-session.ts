// Creates a session with a new random token, of which the database stores only the SHA-256. Creating a session counts as a
// proof of identity, unless the caller knows of an older one.
import "server-only";
import {
  isSignedIn,
  keptUserAgent,
  type Actor,
  type Caller,
  type Proof,
  type RequestFacts,
  type SessionCredential,
} from "@/lib/access/actor";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { closeSession } from "./close-sessions";

export interface NewSession {
  /** The token, which leaves the server only once, in the cookie. */
  token: string;
  id: string;
  expiresAt: Date;
}

/** How and when the user proved who they are. */
export interface GivenProof {
  method: Proof["method"];
  at: Date;
}

/** The proof of a session, for one that replaces it. */
export function proofOf({ proof: { method, secondsAgo } }: SessionCredential): GivenProof {
  return { method, at: new Date(Date.now() - secondsAgo * 1000) };
}

export async function createSession(
  db: SystemDb,
  userId: string,
  request: RequestFacts,
  proof: GivenProof = { method: "password", at: new Date() },
): Promise<NewSession> {
  const token = generateToken();
  const now = Date.now();
  const absoluteExpiresAt = new Date(now + env().SESSION_ABSOLUTE_MAX_AGE * 1000);
  const idleExpiresAt = new Date(now + env().SESSION_COOKIE_MAX_AGE * 1000);
  const session = await db.session.create({
    data: {
      userId,
      proofMethod: proof.method,
      provedAt: proof.at,
      tokenHash: hashToken(token),
      ipAddress: request.ipAddress,
      userAgent: keptUserAgent(request),
      expiresAt: idleExpiresAt < absoluteExpiresAt ? idleExpiresAt : absoluteExpiresAt,
      absoluteExpiresAt,
    },
    select: { id: true, expiresAt: true },
  });
  return { token, ...session };
}

/**
 * Locks the user who will sign in, together with the one who is signed in to the browser and whose session then ends. Call
 * this before any other lock on users, so that all rows are locked in one order.
 * @param userId null for a user who has no account yet
 */
export async function lockBrowserUsers(db: SystemDb, actor: Actor, userId: string | null): Promise<void> {
  if (!isSignedIn(actor) || actor.user.id === userId) return;
  await lockRows(db, "user")`
    SELECT 1 FROM users WHERE id IN (${actor.user.id}::uuid, ${userId}::uuid) ORDER BY id FOR NO KEY UPDATE`;
}

/** Signs a user in, and ends the session that the browser had before. Needs the locks of `lockBrowserUsers`. */
export async function beginSession(
  db: SystemDb,
  { actor, request }: Caller,
  userId: string,
  proof?: GivenProof,
): Promise<{ session: NewSession; replacesAnother: boolean }> {
  const signedIn = isSignedIn(actor) ? actor : null;
  if (signedIn) await closeSession(db, signedIn.user.id, signedIn.credential.id);
  const session = await createSession(db, userId, request, proof);
  return { session, replacesAnother: signedIn !== null && signedIn.user.id !== userId };
}
