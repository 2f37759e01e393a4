// Inserts the system admin, and organizations as if they had been founded before their members wrote anything: the system
// admin creates each one and invites its admin, who invites the others. Operations would write the current time, and audit
// entries cannot be changed, so the rows are inserted directly, with past times. The audit entries are those that the
// operations would have written. The invitations are left out, because a job deletes invitations as old as these. Adds
// nothing for a user or an organization that exists.
import { randomUUID } from "node:crypto";
import { systemCaller } from "@/lib/access/actor";
import { hashPassword } from "@/lib/auth/passwords/hash-password";
import { newPassword } from "@/lib/auth/passwords/store-password";
import type { Prisma } from "@/lib/db/generated/client";
import { env } from "@/lib/env/server";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { SEED_SYSTEM_ADMIN, type SeedOrganization, type SeedPerson } from "@/lib/users/seed-people";
import { idAt, joiningTimes, systemAdminTimes, type Joining } from "./seed-time";
import { PASSWORD, asStranger } from "./seed-visitor";

type Entry = Partial<Prisma.AuditEntryCreateManyInput> & { action: string; createdAt: Date };

async function record(db: SystemDb, entries: Entry[]): Promise<void> {
  const { ipAddress, userAgent } = asStranger().request;
  await db.auditEntry.createMany({
    data: entries.map((entry) => ({
      ...{ id: idAt(entry.createdAt.getTime()), outcome: "ok", requestId: randomUUID(), ipAddress, userAgent },
      ...{ userId: null, sessionId: null, sessionUserId: null, ...entry },
    })),
  });
}

/** The user of an operation that anyone may call. */
const anonymous = (userId: string, actorStanding: string) => ({ actorKind: "anonymous", actorStanding, userId });

interface SignedIn {
  userId: string;
  sessionId: string;
  sessionUserId: string;
}

/** A user in a session that no longer exists. */
const signedIn = (userId: string): SignedIn => ({ userId, sessionId: randomUUID(), sessionUserId: userId });

type Hashed<Person> = Person & { passwordHash: string };

async function hashed<Person extends { email: string }>(person: Person): Promise<Hashed<Person>> {
  return { ...person, passwordHash: await hashPassword({ knownAs: person.email }, PASSWORD) };
}

async function insertUser(
  db: SystemDb,
  { email, name, passwordHash }: Hashed<Pick<SeedPerson, "email" | "name">>,
  createdAt: Date,
  more: Partial<Prisma.UserUncheckedCreateInput> = {},
): Promise<string> {
  if (env().strict) throw new Error("a strict environment must not contain seeded users");
  const password = newPassword(passwordHash);
  const data = { id: idAt(createdAt.getTime()), email, name, createdAt, password: { create: password }, ...more };
  return (await db.user.create({ data, select: { id: true } })).id;
}

const haveNoUser = async (db: SystemDb, emails: string[]) =>
  (await db.user.count({ where: { email: { in: emails } } })) === 0;

export async function seedPastSystemAdmin(now = Date.now()): Promise<void> {
  if (!(await inSystemTransaction((db) => haveNoUser(db, [SEED_SYSTEM_ADMIN.email])))) return;
  const { createdAt, chosePasswordAt, signedInAt } = systemAdminTimes(now);
  const person = await hashed(SEED_SYSTEM_ADMIN);
  const { requestId, ipAddress, userAgent } = systemCaller(randomUUID()).request;
  await inSystemTransaction(async (db) => {
    const userId = await insertUser(db, person, createdAt, { isSystemAdmin: true });
    const user = { entityType: "user", entityId: userId };
    const session = { entityType: "session", entityId: randomUUID() };
    await record(db, [
      {
        ...{ ...user, actorKind: "system", actorStanding: "system", requestId, ipAddress, userAgent },
        ...{ action: "admin.create-system-admin", createdAt, after: { created: true, granted: true, link: true } },
      },
      { ...user, ...anonymous(userId, "public"), action: "password.reset", createdAt: chosePasswordAt },
      { ...session, ...anonymous(userId, "user"), action: "auth.sign-in", createdAt: signedInAt },
    ]);
  });
}

interface Founded {
  organizationId: string;
  /** The organization's first user; null until there is one. */
  admin: SignedIn | null;
}

/** A person who accepts an invitation, and the change of their role, if it differs from the invitation's. */
async function insertMember(
  db: SystemDb,
  person: Hashed<SeedPerson>,
  { invitationId, invitedAt, joinedAt, roleChangedAt }: Joining & { invitationId: string },
  { organizationId, admin }: Founded,
): Promise<string> {
  const { role, invitedAs = role } = person;
  const userId = await insertUser(db, person, joinedAt, { lastOrganizationId: organizationId });
  const id = idAt(joinedAt.getTime());
  await db.membership.create({ data: { id, organizationId, userId, role, createdAt: joinedAt }, select: { id: true } });
  const invitation = { organizationId, entityType: "invitation", entityId: invitationId };
  const accepted = { account_created: true, invited_by: admin ? "org_admin" : "system_admin" };
  await record(db, [
    {
      ...{ ...invitation, ...anonymous(userId, invitedAs), action: "invitations.accept", createdAt: joinedAt },
      after: { role: invitedAs, ...accepted },
    },
  ]);
  if (!admin) return userId;
  const byAdmin = { ...admin, organizationId, actorKind: "member", actorStanding: "org_admin" };
  await record(db, [
    { ...invitation, ...byAdmin, action: "invitations.create", createdAt: invitedAt, after: { role: invitedAs } },
  ]);
  if (invitedAs === role) return userId;
  const change = { action: "memberships.change-role", before: { role: invitedAs }, after: { role } };
  await record(db, [{ ...byAdmin, ...change, entityType: "membership", entityId: id, createdAt: roleChangedAt }]);
  return userId;
}

/** The system admin's id, if neither the organization nor any of its people exist. */
function findFounder({ slug, people }: SeedOrganization): Promise<string | null> {
  return inSystemTransaction(async (db) => {
    const emails = people.map(({ email }) => email);
    if ((await db.organization.count({ where: { slug } })) > 0 || !(await haveNoUser(db, emails))) return null;
    const founder = await db.user.findUnique({ where: { email: SEED_SYSTEM_ADMIN.email }, select: { id: true } });
    return founder?.id ?? null;
  });
}

export async function seedPast(organization: SeedOrganization & { reason: string }, now = Date.now()): Promise<void> {
  const systemAdminId = await findFounder(organization);
  if (systemAdminId === null) return;
  const { slug, name, people, reason } = organization;
  const hashedPeople = await Promise.all(people.map((person) => hashed(person)));
  await inSystemTransaction(async (db) => {
    const { invitedAt: createdAt } = joiningTimes(0, now);
    const organizationId = idAt(createdAt.getTime());
    const data = { id: organizationId, slug, name, createdAt };
    await db.organization.create({ data, select: { id: true } });
    const about = { organizationId, entityType: "organization", entityId: organizationId };
    const founder = { ...signedIn(systemAdminId), actorKind: "user", actorStanding: "sys_admin" };
    const first = randomUUID();
    const after = { invitation: first };
    await record(db, [{ ...about, ...founder, action: "admin.create-organization", createdAt, reason, after }]);
    const founded: Founded = { organizationId, admin: null };
    for (const [index, person] of hashedPeople.entries()) {
      const invitationId = index === 0 ? first : randomUUID();
      const userId = await insertMember(db, person, { ...joiningTimes(index, now), invitationId }, founded);
      founded.admin ??= signedIn(userId);
    }
  });
}
