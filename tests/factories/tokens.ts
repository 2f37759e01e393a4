// API clients for database tests, and ways to move their tokens in time.
import { createFamily, findLiveFamily } from "@/lib/auth/tokens/queries";
import { signInForTokens } from "@/lib/auth/tokens/sign-in-for-tokens";
import { tokenPair } from "@/lib/auth/tokens/token-pair";
import { inSystemTransaction } from "@/lib/db/transaction";
import { anonymous, createPerson, PASSWORD, someRequest } from "@/tests/factories/callers";

/** Signs an API client in, from an IP address of its own. */
export function signInClient(email: string, input: { password?: string; organization?: string } = {}) {
  return signInForTokens(anonymous(), { email, password: PASSWORD, ...input });
}

/** Signs an API client in to an organization, for a user without a password. @returns its access token */
export function insertClient(userId: string, membershipId: string): Promise<string> {
  return inSystemTransaction(async (db) => {
    const family = await findLiveFamily(db, await createFamily(db, { userId, membershipId }, someRequest()));
    if (!family) throw new Error("no such family");
    return (await tokenPair(family, "unused")).access_token;
  });
}

/** A user with an organization of their own and one API client that is signed in to it. */
export async function createClient() {
  const person = await createPerson();
  return { ...person, tokens: await signInClient(person.user.email) };
}

/** A user with an organization of their own, whose one API client is signed in to another user's organization. */
export async function createMemberClient() {
  const [founder, person] = [await createPerson(), await createPerson()];
  const data = { organizationId: founder.organization.id, userId: person.user.id, role: "member" } as const;
  const membership = await inSystemTransaction((db) => db.membership.create({ data, select: { id: true } }));
  const tokens = await signInClient(person.user.email, { organization: founder.organization.slug });
  return {
    ...person,
    ownOrganization: person.organization,
    organization: founder.organization,
    founder,
    membership,
    tokens,
  };
}

/** Moves the uses of all of a family's refresh tokens into the past. */
export async function ageUses(familyId: string, seconds: number): Promise<void> {
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE refresh_tokens SET used_at = used_at - make_interval(secs => ${seconds}::int) WHERE family_id = ${familyId}::uuid`,
  );
}

/** Moves a family and its refresh tokens into the past. */
export async function ageFamily(familyId: string, days: number): Promise<void> {
  await inSystemTransaction(async (db) => {
    await db.$executeRaw`
      UPDATE token_families
         SET created_at = created_at - make_interval(days => ${days}::int), expires_at = expires_at - make_interval(days => ${days}::int)
       WHERE id = ${familyId}::uuid`;
    await db.$executeRaw`
      UPDATE refresh_tokens SET expires_at = expires_at - make_interval(days => ${days}::int) WHERE family_id = ${familyId}::uuid`;
  });
}

export function isFamilyLive(id: string): Promise<boolean> {
  return inSystemTransaction(async (db) => {
    const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM live_token_families WHERE id = ${id}::uuid`;
    return rows.length === 1;
  });
}
