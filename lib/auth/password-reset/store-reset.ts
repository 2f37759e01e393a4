// Stores a user's hashed reset token. It replaces an earlier one.
import "server-only";
import type { Digest } from "@/lib/crypto/hash";
import type { SystemDb } from "@/lib/db/transaction";
import { RESET_LIFETIME_MS } from "../lifetimes";

export async function storeReset(db: SystemDb, userId: string, tokenHash: Digest): Promise<void> {
  const fields = { tokenHash, createdAt: new Date(), expiresAt: new Date(Date.now() + RESET_LIFETIME_MS) };
  await db.passwordReset.upsert({
    where: { userId },
    create: { userId, ...fields },
    update: fields,
    select: { userId: true },
  });
}
