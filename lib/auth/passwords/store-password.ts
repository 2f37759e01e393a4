// Stores a person's password and invalidates their reset link. Its version is renewed here and kept when a sign-in replaces
// the hash by one with newer parameters, so it tells whether a password that was verified is still the person's.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

export interface NewPassword {
  passwordHash: string;
  version: string;
}

/** For the row of an account that is created with a password. */
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
