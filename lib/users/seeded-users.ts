// Seeded users have known passwords, so a database that serves real users must not contain seeded users.
import "server-only";
import { inSystemTransaction } from "@/lib/db/transaction";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";

export async function hasSeededUsers(): Promise<boolean> {
  const seeded = await inSystemTransaction((db) =>
    db.user.findFirst({ where: { email: { endsWith: `@${SEED_EMAIL_DOMAIN}` } }, select: { id: true } }),
  );
  return seeded !== null;
}
