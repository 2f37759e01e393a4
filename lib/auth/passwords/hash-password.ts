// Argon2id at rest (OWASP Password Storage Cheat Sheet: m = 19 MiB, t = 2, p = 1).
import "server-only";
import argon2 from "argon2";
import { inHashQueue, type Asker } from "./hash-queue";

export const ARGON2_PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of a discarded random value. Verifying a password against this hash costs as much as a real verification. */
const DUMMY_HASH = "$argon2id$v=19$m=19456,p=1,t=2$FcgXUdYylgb2v9nvuqXihw$qiBE7RZpgx95cNgly8PfrYptBMio12BONfjns2Ym6VM";

/** @throws AppError BUSY */
export function hashPassword(asker: Asker, password: string): Promise<string> {
  return inHashQueue(asker, () => argon2.hash(password, ARGON2_PARAMETERS));
}

/**
 * Whether `password` matches `hash`. Without a hash it does the same work and returns false.
 * @throws AppError BUSY
 */
export async function verifyPassword(asker: Asker, hash: string | null, password: string): Promise<boolean> {
  const matches = await inHashQueue(asker, () => argon2.verify(hash ?? DUMMY_HASH, password));
  return matches && hash !== null;
}

export function needsRehash(hash: string): boolean {
  const { memoryCost, timeCost, parallelism } = ARGON2_PARAMETERS;
  return !hash.startsWith("$argon2id$") || argon2.needsRehash(hash, { memoryCost, timeCost, parallelism });
}
