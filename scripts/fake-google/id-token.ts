// The ID tokens of the fake provider, true or with one lie.
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from "jose";
import { randomUUID } from "node:crypto";
import type { Lie } from "./lies";

export interface Key {
  kid: string;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

export async function createKey(): Promise<Key> {
  return { kid: randomUUID(), ...(await generateKeyPair("RS256")) };
}

export const publicJwk = async ({ kid, publicKey }: Key) => ({
  ...(await exportJWK(publicKey)),
  kid,
  use: "sig",
  alg: "RS256",
});

function withLie(claims: JWTPayload, lie: Lie | null): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  switch (lie) {
    case "another issuer":
      return { ...claims, iss: "https://issuer.invalid" };
    case "another audience":
      return { ...claims, aud: "another-client" };
    case "several audiences":
      return { ...claims, aud: [String(claims.aud), "another-client"], azp: undefined };
    case "another authorized party":
      return { ...claims, azp: "another-client" };
    case "another nonce":
      return { ...claims, nonce: randomUUID() };
    case "no nonce":
      return { ...claims, nonce: undefined };
    case "no address":
      return { ...claims, email: undefined };
    case "an invalid address":
      return { ...claims, email: "not an address" };
    case "expired":
      return { ...claims, exp: now - 120 };
    case "no expiry":
      return { ...claims, exp: undefined };
    case "from the future":
      return { ...claims, iat: now + 120 };
    case "no subject":
      return { ...claims, sub: undefined };
    case "an unverified address as text":
      return { ...claims, email_verified: "false" };
    case "from long ago":
      return { ...claims, iat: now - 7_200 };
    case "an old sign-in":
      return { ...claims, auth_time: now - 3_600 };
    case "a time of sign-in before all time":
      return { ...claims, auth_time: -1e20 };
    case "no time of sign-in":
      return { ...claims, auth_time: undefined };
    default:
      return claims;
  }
}

export async function issueIdToken(claims: JWTPayload, key: Key, lie: Lie | null): Promise<string> {
  const payload = withLie(claims, lie);
  if (lie === "not a token") return "not.a.token";
  if (lie === "no algorithm") return new UnsecuredJWT(payload).encode();
  if (lie === "the public key as a secret") {
    const secret = new TextEncoder().encode(await exportSPKI(key.publicKey));
    return new SignJWT(payload).setProtectedHeader({ alg: "HS256", kid: key.kid }).sign(secret);
  }
  const isForged = lie === "another key" || lie === "an unknown key";
  const { privateKey } = isForged ? await createKey() : key;
  const kid = lie === "an unknown key" ? randomUUID() : key.kid;
  return new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid, typ: "JWT" }).sign(privateKey);
}
