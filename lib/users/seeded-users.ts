// Some seeded users have a public password, so a database that serves real users must not contain any.
import "server-only";
import { inSystemTransaction } from "@/lib/db/transaction";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";
import { SEED_USERS, type SeedUser } from "./seed-people";

export async function hasSeededUsers(): Promise<boolean> {
  const seeded = await inSystemTransaction((db) =>
    db.user.findFirst({ where: { email: { endsWith: `@${SEED_EMAIL_DOMAIN}` } }, select: { id: true } }),
  );
  return seeded !== null;
}

/** The seed's users who can still sign in, unless their password was changed. A developer may have deleted some. */
export async function presentSeedUsers(): Promise<SeedUser[]> {
  const emails = SEED_USERS.map(({ email }) => email);
  const present = await inSystemTransaction((db) =>
    db.user.findMany({
      where: { email: { in: emails }, password: { isNot: null }, suspendedAt: null },
      select: { email: true },
    }),
  );
  return SEED_USERS.filter(({ email }) => present.some((user) => user.email === email));
}
