// Stores a user's password, with a new version, and invalidates their reset link. The version does not change when a sign-in
// upgrades the hash, so comparing versions shows whether a verified password is still the user's.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

export interface NewPassword {
  passwordHash: string;
  version: string;
}

/** For creating an account together with its password. */
export function newPassword(passwordHash: string): NewPassword {
  return { passwordHash, version: crypto.randomUUID() };
}

/** Returns the new version. */
export async function storePassword(db: SystemDb, userId: string, passwordHash: string): Promise<string> {
  const password = newPassword(passwordHash);
  await db.passwordCredential.upsert({
    where: { userId },
    create: { userId, ...password },
    update: password,
    select: { userId: true },
  });
  await db.passwordReset.deleteMany({ where: { userId } });
  return password.version;
}
