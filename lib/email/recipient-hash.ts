// Identifies recipients and sources in the outbox by keyed hashes, so that its rows contain no email or IP addresses.
import "server-only";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { keyedHash, type Digest } from "@/lib/crypto/hash";
import { sourceOf } from "@/lib/network/networks-of";
import { limitAddress } from "@/lib/rate-limit/limit-address";

const hashUnder = (key: Uint8Array, address: string) => keyedHash(key, "mail", address);

export function recipientHash(address: string): Digest {
  return hashUnder(signingKey("limit-key"), address);
}

/** The hash under the current key, and the hash under the previous key during a rotation. */
export function recipientHashes(address: string): Digest[] {
  return verificationKeys("limit-key").map((key) => hashUnder(key, address));
}

/** For limits: all tagged addresses of a mailbox count as one recipient. */
export function mailboxHash(address: string): Digest {
  return recipientHash(limitAddress(address));
}

/** Queuing a mail locks its mailbox, so a transaction that queues several goes through the mailboxes in this one order. */
export function inMailboxOrder<Mail>(mails: readonly Mail[], addressOf: (mail: Mail) => string): Mail[] {
  const placed = mails.map((mail) => ({ mail, place: mailboxHash(addressOf(mail)) }));
  return placed.toSorted((a, b) => Buffer.compare(a.place, b.place)).map(({ mail }) => mail);
}

/** For limits: hashes the largest network that one client usually controls, which is a /48 for IPv6. */
export function sourceHash(ipAddress: string): Digest {
  return keyedHash(signingKey("limit-key"), "mail-source", sourceOf(ipAddress));
}
