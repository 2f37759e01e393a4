// Seeds development: two organizations, so that isolation shows, one person for each role, all with one password, and
// what they wrote. Run by the dev script, which passes the database; prints the sign-ins as JSON. Refused in
// strict environments. Running it again changes nothing.
import { hashPassword } from "@/lib/auth/passwords/hash-password";
import type { OrganizationRole } from "@/lib/access/roles";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { isDevelopment } from "@/lib/env/server";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";
import { seedNotes } from "./seed-notes";

const PASSWORD = "gate-open-for-trying";

interface SeedPerson {
  email: string;
  name: string;
  systemAdmin?: boolean;
  /** When they came, so that there is a history to look at. */
  daysAgo: number;
  memberOf?: { slug: string; role: OrganizationRole };
}

const daysBefore = (days: number) => new Date(Date.now() - days * 86_400_000);

const ORGANIZATIONS = [
  { slug: "stonebridge", name: "Stonebridge Works", createdAt: daysBefore(26) },
  { slug: "lantern", name: "Lantern Studio", createdAt: daysBefore(12) },
];

const PEOPLE: SeedPerson[] = [
  { email: `system@${SEED_EMAIL_DOMAIN}`, name: "Sasha Keeper", daysAgo: 27, systemAdmin: true },
  {
    email: `admin@${SEED_EMAIL_DOMAIN}`,
    name: "Ada Mason",
    daysAgo: 26,
    memberOf: { slug: "stonebridge", role: "org_admin" },
  },
  {
    email: `member@${SEED_EMAIL_DOMAIN}`,
    name: "Mo Carver",
    daysAgo: 24,
    memberOf: { slug: "stonebridge", role: "member" },
  },
  {
    email: `reader@${SEED_EMAIL_DOMAIN}`,
    name: "Robin Reader",
    daysAgo: 9,
    memberOf: { slug: "stonebridge", role: "readonly" },
  },
  {
    email: `other@${SEED_EMAIL_DOMAIN}`,
    name: "Olu Lantern",
    daysAgo: 12,
    memberOf: { slug: "lantern", role: "org_admin" },
  },
];

async function seedOrganizations(db: SystemDb): Promise<void> {
  await db.organization.createMany({ data: ORGANIZATIONS, skipDuplicates: true });
}

async function seedPerson(db: SystemDb, person: SeedPerson, passwordHash: string): Promise<void> {
  if (await db.user.findUnique({ where: { email: person.email }, select: { id: true } })) return;
  const organization = person.memberOf
    ? await db.organization.findUniqueOrThrow({ where: { slug: person.memberOf.slug }, select: { id: true } })
    : null;
  const createdAt = daysBefore(person.daysAgo);
  const user = await db.user.create({
    data: {
      createdAt,
      email: person.email,
      name: person.name,
      isSystemAdmin: person.systemAdmin ?? false,
      lastOrganizationId: organization?.id,
      password: { create: { passwordHash } },
    },
    select: { id: true },
  });
  if (!organization || !person.memberOf) return;
  await db.membership.create({
    data: { organizationId: organization.id, userId: user.id, role: person.memberOf.role, createdAt },
    select: { id: true },
  });
  await seedNotes(db, { id: user.id, email: person.email }, organization.id);
}

async function main(): Promise<void> {
  if (!isDevelopment()) throw new Error("seeding is for development only");
  const passwordHash = await hashPassword("stranger", PASSWORD);
  await inSystemTransaction(async (db) => {
    await seedOrganizations(db);
    for (const person of PEOPLE) await seedPerson(db, person, passwordHash);
  });
  const signIns = PEOPLE.map(({ email, systemAdmin, memberOf }) => ({
    role: systemAdmin ? "sys_admin" : (memberOf?.role ?? "none"),
    email,
    password: PASSWORD,
    organization: memberOf?.slug ?? null,
  }));
  process.stdout.write(`${JSON.stringify({ sign_ins: signIns })}\n`);
}

await main();
process.exit(0);
