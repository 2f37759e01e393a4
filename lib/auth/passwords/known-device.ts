// Recognizes browsers that have signed in to an account before, by a signed cookie (OWASP: device cookies), so that guesses
// from unknown browsers count separately. For each account the cookie has a random id, the time, and two keyed hashes of id,
// time and email address. One hash also covers the password version, so a new password makes other browsers unknown. The
// cookie names no account. Every sign-in issues a new id, so that a copied cookie counts separately.
import "server-only";
import { encodeBase64urlNoPadding } from "@oslojs/encoding";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { equalSecrets, inBase64url, keyedHash } from "@/lib/crypto/hash";
import { DEVICE_LIFETIME_SECONDS } from "../lifetimes";

const MAX_ACCOUNTS = 5;
const MAX_COOKIE = 1_000;
/** The parts of an entry: id, Unix seconds, signature, credential tag. */
const ENTRY = /^([A-Za-z0-9_-]{22})~([1-9][0-9]{9})~([A-Za-z0-9_-]{43})~([A-Za-z0-9_-]{43})$/;

interface Issued {
  deviceId: string;
  issuedAt: string;
}

interface Entry extends Issued {
  signature: string;
  credentialTag: string;
}

/** The current state of an account. An account without a password knows no browser. */
export interface Credential {
  email: string;
  passwordVersion: string | null;
}

const nowInSeconds = () => Math.floor(Date.now() / 1000);

function sign(key: Uint8Array, { deviceId, issuedAt }: Issued, email: string): string {
  return inBase64url(keyedHash(key, "device", deviceId, issuedAt, email));
}

/** Covers the id, so that the tags do not reveal whether two browsers have the same password version. */
function tag(key: Uint8Array, { deviceId, issuedAt }: Issued, email: string, passwordVersion: string): string {
  return inBase64url(keyedHash(key, "credential", deviceId, issuedAt, email, passwordVersion));
}

function entriesOf(cookie: string | null): Entry[] {
  if (!cookie || cookie.length > MAX_COOKIE) return [];
  return cookie
    .split(".")
    .slice(0, MAX_ACCOUNTS)
    .flatMap((text) => {
      const [, deviceId, issuedAt, signature, credentialTag] = ENTRY.exec(text) ?? [];
      return deviceId && issuedAt && signature && credentialTag ? [{ deviceId, issuedAt, signature, credentialTag }] : [];
    });
}

const isCurrent = ({ issuedAt }: Entry) => Number(issuedAt) > nowInSeconds() - DEVICE_LIFETIME_SECONDS;

function findIssued(email: string, cookie: string | null): Entry | undefined {
  const keys = verificationKeys("device-cookie");
  return entriesOf(cookie)
    .filter(isCurrent)
    .find((entry) => keys.some((key) => equalSecrets(sign(key, entry, email), entry.signature)));
}

/** Whether this browser got an id for `email`, possibly under an earlier password. */
export function mayBeKnown(email: string, cookie: string | null): boolean {
  return findIssued(email, cookie) !== undefined;
}

/** The id by which the account knows this browser, or null. */
export function knownDevice({ email, passwordVersion }: Credential, cookie: string | null): string | null {
  const entry = findIssued(email, cookie);
  if (!entry || passwordVersion === null) return null;
  const keys = verificationKeys("device-cookie");
  return keys.some((key) => equalSecrets(tag(key, entry, email, passwordVersion), entry.credentialTag))
    ? entry.deviceId
    : null;
}

function issue({ email, passwordVersion }: Credential): Entry[] {
  if (passwordVersion === null) return [];
  const key = signingKey("device-cookie");
  const issued = {
    deviceId: encodeBase64urlNoPadding(crypto.getRandomValues(new Uint8Array(16))),
    issuedAt: String(nowInSeconds()),
  };
  return [{ ...issued, signature: sign(key, issued, email), credentialTag: tag(key, issued, email, passwordVersion) }];
}

/** Adds the account to the device cookie under a new id. The cookie keeps the most recent accounts. */
export function rememberDevice(credential: Credential, cookie: string | null): string {
  const earlier = findIssued(credential.email, cookie)?.deviceId;
  const others = entriesOf(cookie).filter((entry) => entry.deviceId !== earlier && isCurrent(entry));
  const entries = [...issue(credential), ...others].slice(0, MAX_ACCOUNTS);
  return entries.map((e) => [e.deviceId, e.issuedAt, e.signature, e.credentialTag].join("~")).join(".");
}
