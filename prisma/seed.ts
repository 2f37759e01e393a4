// Seeds the development database through the product's own operations: two organizations, which makes isolation visible, and
// a user for each role, all with one password. Prints the sign-ins as JSON. Refuses to run outside of development. Running
// it again adds only what is missing. With --history, the organizations and users that do not exist yet are inserted with past
// times instead, before the features' first data, and sample activity of the last thirty days is added.
import { randomUUID } from "node:crypto";
import { systemCaller, type Caller } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { provisionOrganization, inviteOrganizationAdmin } from "@/lib/admin/provision-organization";
import { createSystemAdmin } from "@/lib/admin/create-system-admin";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { inSystemTransaction } from "@/lib/db/transaction";
import { isDevelopment } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { revokeInvitation } from "@/lib/invitations/revoke-invitation";
import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";
import { LANTERN, SEED_SYSTEM_ADMIN, STONEBRIDGE, type SeedOrganization, type SeedPerson } from "@/lib/users/seed-people";
import { presentSeedUsers } from "@/lib/users/seeded-users";
import { seedFeatures } from "./seed-features";
import { seedHistory } from "./seed-history";
import { seedPast, seedPastSystemAdmin } from "./seed-past";
import { as, asStranger, mailedToken, PASSWORD, rememberSession } from "./seed-visitor";

interface Seeded extends SeedOrganization {
  reason: string;
  openInvitation?: string;
}

const ORGANIZATIONS: Seeded[] = [
  { ...STONEBRIDGE, reason: "Signed the contract on Monday", openInvitation: `apprentice@${SEED_EMAIL_DOMAIN}` },
  { ...LANTERN, reason: "Trial until the end of the season" },
];

function exists(email: string): Promise<boolean> {
  return inSystemTransaction(async (db) => (await db.passwordCredential.count({ where: { user: { email } } })) > 0);
}

async function seedSystemAdmin(): Promise<void> {
  const { email, name } = SEED_SYSTEM_ADMIN;
  if (await exists(email)) return;
  const { resetToken } = await createSystemAdmin(systemCaller(randomUUID()), { email, name });
  if (resetToken !== null) await resetPassword(asStranger(), { token: resetToken, new_password: PASSWORD });
}

/** Sets the short slug directly, because operations append random characters to a slug. */
async function inviteFirstAdmin({ slug, name, reason, people: [admin] }: Seeded): Promise<boolean> {
  const systemAdmin = await as(SEED_SYSTEM_ADMIN.email);
  if (!systemAdmin) return false;
  const invited = { admin_email: admin.email, admin_name: admin.name, reason };
  const found = await inSystemTransaction((db) => db.organization.findUnique({ where: { slug }, select: { id: true } }));
  // An interrupted earlier run may have left this organization.
  if (found) {
    await inviteOrganizationAdmin(systemAdmin, { id: found.id, ...invited });
    return true;
  }
  const { id } = await provisionOrganization(systemAdmin, { name, ...invited });
  await inSystemTransaction((db) => db.organization.update({ where: { id }, data: { slug }, select: { id: true } }));
  return true;
}

async function adminOf({ slug, people: [admin] }: SeedOrganization): Promise<Caller | null> {
  const caller = await as(admin.email, slug);
  return caller?.actor.kind === "member" && caller.actor.role === "org_admin" ? caller : null;
}

async function inviteMember(organization: SeedOrganization, { email, role, invitedAs }: SeedPerson): Promise<boolean> {
  const admin = await adminOf(organization);
  if (admin) await createInvitation(admin, { email, role: invitedAs ?? role });
  return admin !== null;
}

async function giveRole(organization: SeedOrganization, userId: string, role: OrganizationRole): Promise<void> {
  const admin = await adminOf(organization);
  const membership = await inSystemTransaction((db) =>
    db.membership.findFirstOrThrow({ where: { userId, organization: { slug: organization.slug } }, select: { id: true } }),
  );
  if (admin) await changeMemberRole(admin, { id: membership.id, role });
}

async function seedPerson(organization: Seeded, person: SeedPerson): Promise<void> {
  const isFirst = person === organization.people[0];
  if (!(isFirst ? await inviteFirstAdmin(organization) : await inviteMember(organization, person))) return;
  const token = await mailedToken(person.email);
  const joined = await acceptInvitation(asStranger(), { token, name: person.name, password: PASSWORD });
  if (joined.entered) rememberSession(person.email, joined.entered.session.token);
  if (person.invitedAs) await giveRole(organization, joined.user.id, person.role);
}

/** Also true if the invitation was accepted or revoked. */
async function isInvited(email: string): Promise<boolean> {
  const where = { email };
  return inSystemTransaction(async (db) => (await db.invitation.count({ where })) + (await db.user.count({ where })) > 0);
}

/** Creates an open invitation, and a revoked invitation to a mistyped email address. */
async function seedInvitations(organization: SeedOrganization, email: string): Promise<void> {
  if (await isInvited(email)) return;
  const admin = await adminOf(organization);
  if (!admin) return;
  const mistyped = await createInvitation(admin, { email: email.replace("@", "e@"), role: "member" });
  await revokeInvitation(admin, { id: mistyped.id });
  await createInvitation(admin, { email, role: "member" });
}

async function hasFailedSignIn(userId: string): Promise<boolean> {
  const where = { userId, action: "auth.sign-in", outcome: "INVALID_CREDENTIALS" };
  return inSystemTransaction(async (db) => (await db.auditEntry.count({ where })) > 0);
}

async function seedFailedSignIn({ email }: SeedPerson): Promise<void> {
  const user = await inSystemTransaction((db) => db.user.findUnique({ where: { email }, select: { id: true } }));
  if (!user || (await hasFailedSignIn(user.id))) return;
  await signIn(asStranger(), { email, password: "not the password" }).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === "INVALID_CREDENTIALS")) throw error;
  });
}

/**
 * Each step adds only what is missing, so that a run completes an interrupted one. Only a role is not corrected, because the
 * developer may have changed it.
 */
async function seedOrganization(organization: Seeded, hasPast: boolean): Promise<void> {
  const { people, openInvitation, slug } = organization;
  if (hasPast) await seedPast(organization);
  for (const person of people) if (!(await exists(person.email))) await seedPerson(organization, person);
  for (const { email } of people) await seedFeatures({ email, slug });
  if (openInvitation !== undefined) await seedInvitations(organization, openInvitation);
  await seedFailedSignIn(people[0]);
}

interface SignIn {
  role: string;
  email: string;
  password: string;
  organization: string | null;
}

async function signIns(): Promise<SignIn[]> {
  const present = await presentSeedUsers();
  return present.map(({ role, email, organization }) => ({
    role,
    email,
    password: PASSWORD,
    organization: organization?.slug ?? null,
  }));
}

async function main(): Promise<void> {
  if (!isDevelopment()) throw new Error("seeding is for development only");
  const hasPast = process.argv.includes("--history");
  if (hasPast) await seedPastSystemAdmin();
  await seedSystemAdmin();
  for (const organization of ORGANIZATIONS) await seedOrganization(organization, hasPast);
  if (hasPast) await seedHistory();
  process.stdout.write(`${JSON.stringify({ sign_ins: await signIns() })}\n`);
}

await main();
process.exit(0);
