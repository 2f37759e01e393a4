// Signs and verifies access tokens: JWTs (RFC 7519) with HS256 under a key of their own. A valid token proves only that this
// app issued it. Whether its user, membership and family still exist is decided by resolve-token.ts, from the database.
import "server-only";
import { randomUUID } from "node:crypto";
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { Role } from "@/lib/access/schemas";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { keyedHash } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";

const ALGORITHM = "HS256";
/** RFC 9068 §2.1: marks an access token, so that another kind of JWT is not mistaken for one. */
const TYPE = "at+jwt";
const MAX_SKEW_SECONDS = 60;

/** Every claim is required. `org_id` and `role` are null for a user without an organization. */
const Claims = z.strictObject({
  sub: z.uuid(),
  email: z.string(),
  org_id: z.uuid().nullable(),
  role: Role.nullable(),
  /** The id of the token family, which ends like a session. */
  sid: z.uuid(),
  jti: z.uuid(),
  iat: z.int(),
  exp: z.int(),
  iss: z.string(),
  aud: z.string(),
  token_type: z.literal("access"),
});
type Claims = z.output<typeof Claims>;

export type AccessTokenSubject = Pick<Claims, "sub" | "email" | "org_id" | "role" | "sid">;

const issuer = () => env().APP_URL;
const audience = () => `${env().APP_URL}/api/v1`;

/** Seconds for which an access token is valid. */
export function accessTokenSeconds(): number {
  return env().ACCESS_TOKEN_EXPIRE_MINUTES * 60;
}

/** Names a key without revealing it. */
function keyId(key: Uint8Array): string {
  return Buffer.from(keyedHash(key, "kid")).toString("base64url").slice(0, 16);
}

/** @param now in seconds since the epoch */
export function signAccessToken({ sub, email, org_id, role, sid }: AccessTokenSubject, now = Math.floor(Date.now() / 1000)) {
  const key = signingKey("access-token");
  return new SignJWT({ email, org_id, role, sid, token_type: "access" })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: keyId(key) })
    .setSubject(sub)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + accessTokenSeconds())
    .setIssuer(issuer())
    .setAudience(audience())
    .sign(key);
}

function verificationKeyOf(token: string): Uint8Array | undefined {
  const { kid } = decodeProtectedHeader(token);
  return verificationKeys("access-token").find((key) => keyId(key) === kid);
}

/**
 * Returns null for anything but a valid access token of this app. Tolerates clocks that differ by 60 seconds.
 * @param now for tests
 */
export async function verifyAccessToken(token: string, now = new Date()): Promise<Claims | null> {
  try {
    const key = verificationKeyOf(token);
    if (!key) return null;
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: issuer(),
      audience: audience(),
      clockTolerance: MAX_SKEW_SECONDS,
      // Also refuses a token from the future, and one that was issued with a longer lifetime than is configured now.
      maxTokenAge: accessTokenSeconds(),
      currentDate: now,
    });
    return Claims.safeParse(payload).data ?? null;
  } catch (error) {
    // decodeProtectedHeader throws a TypeError for text that is not a JWT.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}
