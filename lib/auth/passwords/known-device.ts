// Browsers that have signed in to an account before, told by a signed cookie (OWASP: device cookies).
// Strangers' guesses are counted apart from theirs. The cookie names nobody: each entry is a random id, the time it was
// issued, and a keyed hash of both together with the address. Every sign-in issues another id, so a copied cookie is
// counted apart from the owner's from then on.
import "server-only";
import { encodeBase64urlNoPadding } from "@oslojs/encoding";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { equalSecrets, keyedHash } from "@/lib/crypto/hash";
import { DEVICE_LIFETIME_SECONDS } from "../lifetimes";

const MAX_ACCOUNTS = 5;
const MAX_COOKIE = 1_000;
/** Id, seconds since 1970, signature. */
const ENTRY = /^([A-Za-z0-9_-]{22})~([1-9][0-9]{9})~([A-Za-z0-9_-]{43})$/;

interface Entry {
  deviceId: string;
  issuedAt: string;
  signature: string;
}

const nowInSeconds = () => Math.floor(Date.now() / 1000);

function sign(key: Uint8Array, deviceId: string, issuedAt: string, email: string): string {
  return encodeBase64urlNoPadding(keyedHash(key, "device", deviceId, issuedAt, email));
}

function entriesOf(cookie: string | null): Entry[] {
  if (!cookie || cookie.length > MAX_COOKIE) return [];
  return cookie.split(".").slice(0, MAX_ACCOUNTS).flatMap((text) => {
    const [, deviceId, issuedAt, signature] = ENTRY.exec(text) ?? [];
    return deviceId && issuedAt && signature ? [{ deviceId, issuedAt, signature }] : [];
  });
}

const isCurrent = ({ issuedAt }: Entry) => Number(issuedAt) > nowInSeconds() - DEVICE_LIFETIME_SECONDS;

/** The id under which this browser is known to the account of `email`, or null. */
export function knownDevice(email: string, cookie: string | null): string | null {
  const keys = verificationKeys("device-cookie");
  const entry = entriesOf(cookie).filter(isCurrent).find(({ deviceId, issuedAt, signature }) =>
    keys.some((key) => equalSecrets(sign(key, deviceId, issuedAt, email), signature)),
  );
  return entry?.deviceId ?? null;
}

/** The cookie that makes this browser known to `email` as well, under a new id, the last few accounts kept. */
export function rememberDevice(email: string, cookie: string | null): string {
  const known = knownDevice(email, cookie);
  const others = entriesOf(cookie).filter((entry) => entry.deviceId !== known && isCurrent(entry));
  const [deviceId, issuedAt] = [encodeBase64urlNoPadding(crypto.getRandomValues(new Uint8Array(16))), String(nowInSeconds())];
  const entry = { deviceId, issuedAt, signature: sign(signingKey("device-cookie"), deviceId, issuedAt, email) };
  return [entry, ...others].slice(0, MAX_ACCOUNTS).map((e) => `${e.deviceId}~${e.issuedAt}~${e.signature}`).join(".");
}
