// JSON Web Tokens (RFC 7519), by the rules of RFC 8725. Verification fixes the algorithms, issuer, audience and maximum
// age, and requires an expiry: the claims count only after all of these and the signature are right. The app's own kinds of
// tokens also differ in type and key, so that no kind is mistaken for another.
import "server-only";
import { errors, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { env } from "@/lib/env/server";
import { signingKey, verificationKeys } from "./app-keys";
import { inBase64url, keyedHash } from "./hash";
import type { KeyPurpose } from "./keys";

/** How far the clock of the issuer may be ahead of or behind ours. */
export const CLOCK_SKEW_SECONDS = 60;

const ALGORITHM = "HS256";

interface Expected {
  algorithms: string[];
  issuer: string | string[];
  audience: string;
  /** In seconds since the token was issued. */
  maxAge: number;
  /** The type in the header. */
  type?: string;
}

/**
 * @param now for tests
 * @returns the claims, of which the caller still validates the shape
 * @throws JOSEError if the token is not valid, and what `keys` throws
 */
export async function verifyJwt(
  token: string,
  keys: JWTVerifyGetKey,
  { algorithms, issuer, audience, maxAge, type }: Expected,
  now = new Date(),
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms,
    issuer,
    audience,
    ...(type !== undefined && { typ: type }),
    requiredClaims: ["exp"],
    // Requires `iat`, and refuses a token from the future.
    maxTokenAge: maxAge,
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: now,
  });
  return payload;
}

/** The claims of every token of the app. */
export const REGISTERED = { jti: z.uuid(), iat: z.int(), exp: z.int(), iss: z.string(), aud: z.string() };

interface Registered {
  jti: string;
  iat: number;
  exp: number;
  iss: string;
  aud: string;
}

interface Kind<Claims extends Registered> {
  purpose: KeyPurpose;
  /** The type in the header (RFC 8725 §3.11). */
  type: string;
  /** A path of the app. The audience is its URL. */
  audience: string;
  lifetimeSeconds: () => number;
  /** Strict, so that every claim is required. */
  claims: z.ZodType<Claims>;
}

/** Names a key without revealing it. */
const keyId = (key: Uint8Array) => inBase64url(keyedHash(key, "kid")).slice(0, 16);

/** Signs and verifies one kind of the app's own tokens. A token of the previous key is valid until that key is removed. */
export function ownJwt<Claims extends Registered>({ purpose, type, audience, lifetimeSeconds, claims }: Kind<Claims>) {
  const keyOf: JWTVerifyGetKey = ({ kid }) => {
    const key = verificationKeys(purpose).find((each) => keyId(each) === kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  const expected = (): Expected & { audience: string; issuer: string } => ({
    algorithms: [ALGORITHM],
    issuer: env().APP_URL,
    audience: env().APP_URL + audience,
    // Refuses a token that was issued with a longer lifetime than is configured now.
    maxAge: lifetimeSeconds(),
    type,
  });
  return {
    /** @param now in seconds since the epoch */
    sign(given: Omit<Claims, "iat" | "exp" | "iss" | "aud">, now = Math.floor(Date.now() / 1000)): Promise<string> {
      const key = signingKey(purpose);
      return new SignJWT(given)
        .setProtectedHeader({ alg: ALGORITHM, typ: type, kid: keyId(key) })
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds())
        .setIssuer(expected().issuer)
        .setAudience(expected().audience)
        .sign(key);
    },
    /**
     * Returns null for anything but a valid token of this kind.
     * @param now for tests
     */
    async verify(token: string, now?: Date): Promise<Claims | null> {
      try {
        return claims.safeParse(await verifyJwt(token, keyOf, expected(), now)).data ?? null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
