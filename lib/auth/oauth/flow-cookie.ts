// The cookie that binds sign-ins at providers to one browser: a random secret, and the ids of the sign-ins that this browser
// has begun and not ended. Nonce, PKCE verifier and the private part of each state are derived from the secret, so several
// tabs can sign in at the same time. A sign-in whose id is no longer in the cookie cannot be finished.
import "server-only";
import { z } from "zod";
import { inBase64url, keyedHash } from "@/lib/crypto/hash";
import { generateToken, TOKEN_PATTERN } from "@/lib/crypto/random";

/** With more tabs than this, the oldest sign-ins must start again. */
const MAX_OPEN = 5;
const SEPARATOR = ".";

interface Flow {
  secret: string;
  /** Oldest first. */
  ids: string[];
}

/** Null if the cookie is missing or damaged. */
export function readFlow(cookie: string | null): Flow | null {
  const [secret = "", ...ids] = (cookie ?? "").split(SEPARATOR);
  const isValid = TOKEN_PATTERN.test(secret) && ids.length <= MAX_OPEN && z.array(z.uuid()).safeParse(ids).success;
  return isValid ? { secret, ids } : null;
}

const written = ({ secret, ids }: Flow): string => [secret, ...ids].join(SEPARATOR);

/** The cookie's new value when the browser begins the sign-in `id`. */
export function withFlow(cookie: string | null, id: string): { secret: string; value: string } {
  const { secret, ids } = readFlow(cookie) ?? { secret: generateToken(), ids: [] };
  return { secret, value: written({ secret, ids: [...ids, id].slice(-MAX_OPEN) }) };
}

/** The cookie's new value when the sign-in `id` has ended, however it ended; null if the browser has begun no other. */
export function withoutFlow(cookie: string | null, id: string): string | null {
  const flow = readFlow(cookie);
  const ids = flow?.ids.filter((each) => each !== id) ?? [];
  return flow === null || ids.length === 0 ? null : written({ ...flow, ids });
}

/** 32 bytes for one purpose of one sign-in, which only this browser can bring back. */
export function derivedKey(secret: string, purpose: "verifier" | "nonce" | "state", id: string): Uint8Array {
  return keyedHash(new TextEncoder().encode(secret), purpose, id);
}

/** The verifier never leaves the server before the code is exchanged; the nonce comes back in the ID token. */
export const verifierOf = (secret: string, id: string): string => inBase64url(derivedKey(secret, "verifier", id));
export const nonceOf = (secret: string, id: string): string => inBase64url(derivedKey(secret, "nonce", id));
