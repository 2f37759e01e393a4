// Inserts the system admin, and organizations as if they had been founded before their members wrote anything: the system
// admin creates each one and invites its admin, who invites the others. Operations would write the current time, and audit
// entries cannot be changed, so the rows are inserted directly, with past times. Adds nothing for a user or an organization
// that exists.
import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "@/lib/auth/passwords/hash-password";
import { newPassword } from "@/lib/auth/passwords/store-password";
import type { Prisma } from "@/lib/db/generated/client";
import { env } from "@/lib/env/server";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { INVITATION_LIFETIME_DAYS } from "@/lib/invitations/lifetime";
import { SEED_SYSTEM_ADMIN, type SeedOrganization, type SeedPerson } from "@/lib/users/seed-people";
import { DAY_MS, idAt, joiningTimes, systemAdminCreatedAt, type Joining } from "./seed-time";
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
  const createdAt = systemAdminCreatedAt(now);
  const person = await hashed(SEED_SYSTEM_ADMIN);
  await inSystemTransaction(async (db) => {
    const id = await insertUser(db, person, createdAt, { isSystemAdmin: true });
    const after = { created: true, granted: true, link: true };
    const system = { actorKind: "system", actorStanding: "system" };
    await record(db, [
      { ...system, action: "admin.create-system-admin", createdAt, entityType: "user", entityId: id, after },
    ]);
  });
}

interface Founded {
  organizationId: string;
  systemAdminId: string;
  /** The organization's first user; null until there is one. */
  adminId: string | null;
}

/** The invitation of a person, who accepts it, and the change of their role, if it differs from the invitation's. */
async function insertMember(db: SystemDb, person: Hashed<SeedPerson>, times: Joining, founded: Founded): Promise<string> {
  const { organizationId, systemAdminId, adminId } = founded;
  const { email, name, role, invitedAs = role } = person;
  const { invitedAt, joinedAt, roleChangedAt } = times;
  const userId = await insertUser(db, person, joinedAt, { lastOrganizationId: organizationId });
  const [invitationId, membershipId] = [idAt(invitedAt.getTime()), idAt(joinedAt.getTime())];
  await db.membership.create({
    data: { id: membershipId, organizationId, userId, role, createdAt: joinedAt },
    select: { id: true },
  });
  await db.invitation.create({
    data: {
      ...{ id: invitationId, organizationId, email, name, role: invitedAs, tokenHash: randomBytes(32) },
      ...{ invitedById: adminId ?? systemAdminId, fromConsole: adminId === null, createdAt: invitedAt, sentAt: invitedAt },
      ...{ expiresAt: new Date(invitedAt.getTime() + INVITATION_LIFETIME_DAYS * DAY_MS), acceptedAt: joinedAt },
    },
    select: { id: true },
  });
  const admin = { organizationId, actorKind: "member", actorStanding: "org_admin", userId: adminId };
  const invitation = { entityType: "invitation", entityId: invitationId };
  const accepted = { account_created: true, invited_by: adminId === null ? "system_admin" : "org_admin" };
  await record(db, [
    ...(adminId === null
      ? []
      : [{ ...admin, ...invitation, action: "invitations.create", createdAt: invitedAt, after: { role: invitedAs } }]),
    {
      ...{ ...invitation, organizationId, actorKind: "anonymous", actorStanding: invitedAs, userId },
      ...{ action: "invitations.accept", createdAt: joinedAt, after: { role: invitedAs, ...accepted } },
    },
    ...(invitedAs === role
      ? []
      : [
          {
            ...{ ...admin, entityType: "membership", entityId: membershipId, action: "memberships.change-role" },
            ...{ createdAt: roleChangedAt, before: { role: invitedAs }, after: { role } },
          },
        ]),
  ]);
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
    const founder = { actorKind: "user", actorStanding: "sys_admin", userId: systemAdminId };
    await record(db, [{ ...about, ...founder, action: "admin.create-organization", createdAt, reason }]);
    const founded: Founded = { organizationId, systemAdminId, adminId: null };
    for (const [index, person] of hashedPeople.entries()) {
      const userId = await insertMember(db, person, joiningTimes(index, now), founded);
      founded.adminId ??= userId;
    }
  });
}
