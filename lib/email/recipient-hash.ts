// What the outbox knows recipients and sources by: keyed hashes, so that its rows name nobody.
import "server-only";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { keyedHash, type Digest } from "@/lib/crypto/hash";
import { sourceOf } from "@/lib/network/networks-of";
import { limitAddress } from "@/lib/rate-limit/limit-address";

const hashUnder = (key: Uint8Array, address: string) => keyedHash(key, "mail", address);

export function recipientHash(address: string): Digest {
  return hashUnder(signingKey("limit-key"), address);
}

/** The same, and by which it was known before the key was rotated. */
export function recipientHashes(address: string): Digest[] {
  return verificationKeys("limit-key").map((key) => hashUnder(key, address));
}

/** For limits: all tagged addresses of a mailbox are one recipient. */
export function mailboxHash(address: string): Digest {
  return recipientHash(limitAddress(address));
}

/** For limits: the widest network that one party usually has, which for IPv6 is a /48. */
export function sourceHash(ipAddress: string): Digest {
  return keyedHash(signingKey("limit-key"), "mail-source", sourceOf(ipAddress));
}
