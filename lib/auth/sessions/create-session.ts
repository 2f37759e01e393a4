// Creates a session with a new random token, of which the database stores only the SHA-256. Creating a session counts as a
// proof of identity.
import "server-only";
import { keptUserAgent, type RequestFacts } from "@/lib/access/actor";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";

export interface NewSession {
  /** The token, which leaves the server only once, in the cookie. */
  token: string;
  id: string;
  expiresAt: Date;
}

export async function createSession(db: SystemDb, userId: string, request: RequestFacts): Promise<NewSession> {
  const token = generateToken();
  const now = Date.now();
  const absoluteExpiresAt = new Date(now + env().SESSION_ABSOLUTE_MAX_AGE * 1000);
  const idleExpiresAt = new Date(now + env().SESSION_COOKIE_MAX_AGE * 1000);
  const session = await db.session.create({
    data: {
      userId,
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
