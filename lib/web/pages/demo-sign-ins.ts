// Sign-ins with one click, for seeded users. Only in development, because seeded users cannot sign in elsewhere.
import "server-only";
import { SEED_PASSWORD } from "@/lib/auth/seed-domain";
import { isDevelopment } from "@/lib/env/server";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import { STONEBRIDGE, type SeedUser } from "@/lib/users/seed-people";
import { presentSeedUsers } from "@/lib/users/seeded-users";

/** Users of the first organization, in which most of the sample data is, are named by their role alone. */
function labelOf({ role, organization }: SeedUser): string {
  if (role === "sys_admin") return "System admin";
  const isOfFirst = organization === null || organization.slug === STONEBRIDGE.slug;
  return isOfFirst ? ROLE_WORDS[role] : `${ROLE_WORDS[role]} of ${organization.name}`;
}

/**
 * The seed's users who exist, with the organizations' users first, and the password that they share. Null outside
 * development, and if none of them exists.
 */
export async function demoSignIns() {
  if (!isDevelopment()) return null;
  const present = await presentSeedUsers();
  const users = [
    ...present.filter(({ organization }) => organization !== null),
    ...present.filter(({ organization }) => organization === null),
  ].map((user) => ({ label: labelOf(user), email: user.email }));
  return users.length > 0 ? { password: SEED_PASSWORD, users } : null;
}
