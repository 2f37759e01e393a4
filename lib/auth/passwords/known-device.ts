// Browsers that have signed in to an account before, told by a signed cookie (OWASP: device cookies).
// Strangers' guesses are counted apart from theirs. The cookie names nobody: each entry is a random id
// and a keyed hash of it together with the address.
import "server-only";
import { encodeBase64urlNoPadding } from "@oslojs/encoding";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { equalSecrets, keyedHash } from "@/lib/crypto/hash";

const MAX_ACCOUNTS = 5;
const MAX_COOKIE = 1_000;
const ENTRY = /^([A-Za-z0-9_-]{22})~([A-Za-z0-9_-]{43})$/;

interface Entry {
  deviceId: string;
  signature: string;
}

function sign(key: Uint8Array, deviceId: string, email: string): string {
  return encodeBase64urlNoPadding(keyedHash(key, "device", deviceId, email));
}

function entriesOf(cookie: string | null): Entry[] {
  if (!cookie || cookie.length > MAX_COOKIE) return [];
  return cookie.split(".").slice(0, MAX_ACCOUNTS).flatMap((text) => {
    const [, deviceId, signature] = ENTRY.exec(text) ?? [];
    return deviceId && signature ? [{ deviceId, signature }] : [];
  });
}

/** The id under which this browser is known to the account of `email`, or null. */
export function knownDevice(email: string, cookie: string | null): string | null {
  const keys = verificationKeys("device-cookie");
  const entry = entriesOf(cookie).find(({ deviceId, signature }) =>
    keys.some((key) => equalSecrets(sign(key, deviceId, email), signature)),
  );
  return entry?.deviceId ?? null;
}

/** The cookie that makes this browser known to `email` as well, the last few accounts kept. */
export function rememberDevice(email: string, cookie: string | null): string {
  const known = knownDevice(email, cookie);
  const others = entriesOf(cookie).filter(({ deviceId }) => deviceId !== known);
  const deviceId = known ?? encodeBase64urlNoPadding(crypto.getRandomValues(new Uint8Array(16)));
  const entry = { deviceId, signature: sign(signingKey("device-cookie"), deviceId, email) };
  return [entry, ...others].slice(0, MAX_ACCOUNTS).map((e) => `${e.deviceId}~${e.signature}`).join(".");
}
