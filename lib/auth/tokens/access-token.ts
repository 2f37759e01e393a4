// Access tokens: JWTs that name a user, an organization and a token family. A valid one proves only that this app issued it.
// Whether its user, membership and family still exist is decided by resolve-token.ts, from the database.
import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Role } from "@/lib/access/schemas";
import { ownJwt, REGISTERED } from "@/lib/crypto/jwt";
import { env } from "@/lib/env/server";

/** `org_id` and `role` are null for a user without an organization. */
const Claims = z.strictObject({
  ...REGISTERED,
  sub: z.uuid(),
  email: z.string(),
  org_id: z.uuid().nullable(),
  role: Role.nullable(),
  /** The id of the token family, which ends like a session. */
  sid: z.uuid(),
  token_type: z.literal("access"),
});
type Claims = z.output<typeof Claims>;

export type AccessTokenSubject = Pick<Claims, "sub" | "email" | "org_id" | "role" | "sid">;

/** Seconds for which an access token is valid. */
export function accessTokenSeconds(): number {
  return env().ACCESS_TOKEN_EXPIRE_MINUTES * 60;
}

const accessTokens = ownJwt({
  purpose: "access-token",
  // RFC 9068 §2.1.
  type: "at+jwt",
  audience: "/api/v1",
  lifetimeSeconds: accessTokenSeconds,
  claims: Claims,
});

/** @param now in seconds since the epoch */
export function signAccessToken({ sub, email, org_id, role, sid }: AccessTokenSubject, now?: number): Promise<string> {
  return accessTokens.sign({ sub, email, org_id, role, sid, jti: randomUUID(), token_type: "access" }, now);
}

/**
 * Returns null for anything but a valid access token of this app.
 * @param now for tests
 */
export function verifyAccessToken(token: string, now?: Date): Promise<Claims | null> {
  return accessTokens.verify(token, now);
}
