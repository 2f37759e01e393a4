// Stores a person's password hash and invalidates their reset link.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

export async function storePassword(db: SystemDb, userId: string, passwordHash: string): Promise<void> {
  await db.passwordCredential.upsert({
    where: { userId },
    create: { userId, passwordHash },
    update: { passwordHash },
    select: { userId: true },
  });
  await db.passwordReset.deleteMany({ where: { userId } });
}
