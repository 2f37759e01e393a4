// A user's stored password: its version, and hashes with outdated parameters, which a sign-in replaces.
import argon2 from "argon2";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { PASSWORD } from "./callers";

const OLD_PARAMETERS = { type: argon2.argon2id, memoryCost: 8192, timeCost: 1, parallelism: 1 } as const;

export async function replaceByOldHash(db: SystemDb, userId: string): Promise<void> {
  const passwordHash = await argon2.hash(PASSWORD, OLD_PARAMETERS);
  await db.passwordCredential.update({ where: { userId }, data: { passwordHash } });
}

export function storeOldHash(userId: string): Promise<void> {
  return inSystemTransaction((db) => replaceByOldHash(db, userId));
}

export async function passwordVersionOf(userId: string): Promise<string> {
  const { version } = await inSystemTransaction((db) =>
    db.passwordCredential.findUniqueOrThrow({ where: { userId }, select: { version: true } }),
  );
  return version;
}
