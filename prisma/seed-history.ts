// Adds thirty days of sample activity to the development database, for its charts, totals and audit log: users without
// passwords, their organizations, audit entries and runs of the scheduler. Operations would write the current time, and audit
// entries cannot be changed, so the rows are inserted directly, with past times. A second run adds none.
import { randomUUID } from "node:crypto";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";
import type { Prisma } from "@/lib/db/generated/client";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { JOB_NAMES } from "@/lib/jobs/job-names";
import { DAY_MS, idAt } from "./seed-time";

const DAYS = 30;
const HOUR_MS = 3_600_000;
/** The time of day of the schedule in vercel.json. */
const SCHEDULED_MS = 3 * HOUR_MS + 17 * 60_000;
const USER_AGENT = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";

const FIRST = ["Ines", "Jonas", "Priya", "Tomas", "Leila", "Henrik", "Amara", "Yuki", "Bruno", "Saoirse", "Nadia", "Emil"];
const LAST = ["Okafor", "Lindqvist", "Raman", "Novak", "Haddad", "Moreau", "Castellano"];
const ORGANIZATIONS = [
  "Millrace Boats",
  "Northgate Dental",
  "Juniper Press",
  "Tern Logistics",
  "Kiln and Clay",
  "Field Studio",
];

/** Repeatable numbers from 0 up to 1 (a linear congruential generator with the constants of Numerical Recipes). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

interface Person {
  id: string;
  joined: number;
  organizationId: string;
}

const isWeekend = (time: number) => [0, 6].includes(new Date(time).getUTCDay());

async function people(db: SystemDb, start: number, now: number, random: () => number): Promise<Person[]> {
  const organizations = ORGANIZATIONS.map((name, index) => {
    const at = start + index * 5 * DAY_MS + 9 * HOUR_MS;
    return { id: idAt(at), name, slug: name.toLowerCase().replaceAll(" ", "-"), createdAt: new Date(at) };
  });
  await db.organization.createMany({ data: organizations });
  const names = LAST.flatMap((last) => FIRST.map((first) => `${first} ${last}`));
  const joined = names.map((name, index) => {
    const day = start + Math.floor(DAYS * Math.sqrt(index / names.length)) * DAY_MS;
    const at = Math.min((isWeekend(day) && random() < 0.7 ? day - 2 * DAY_MS : day) + (8 + random() * 9) * HOUR_MS, now);
    const open = organizations.filter(({ createdAt }) => createdAt.getTime() <= at);
    const organizationId = (open[Math.floor(random() * open.length)] ?? organizations[0])?.id ?? "";
    return { id: idAt(at), name, joined: at, organizationId };
  });
  await db.user.createMany({
    data: joined.map(({ id, name, joined: at }) => ({
      id,
      name,
      email: `${name.toLowerCase().replace(" ", ".")}@${SEED_EMAIL_DOMAIN}`,
      createdAt: new Date(at),
    })),
  });
  await db.membership.createMany({
    data: joined.map(({ id, organizationId, joined: at }, index) => ({
      id: idAt(at),
      userId: id,
      organizationId,
      role: index % 5 === 0 ? "org_admin" : index % 3 === 0 ? "readonly" : "member",
      createdAt: new Date(at),
    })),
  });
  return joined;
}

function entry(
  at: number,
  person: Person,
  more: Partial<Prisma.AuditEntryCreateManyInput>,
): Prisma.AuditEntryCreateManyInput {
  return {
    action: "auth.sign-in",
    outcome: "ok",
    actorKind: "anonymous",
    actorStanding: "user",
    userId: person.id,
    entityType: "session",
    entityId: randomUUID(),
    requestId: randomUUID(),
    ipAddress: `192.0.2.${(at % 250) + 1}`,
    userAgent: USER_AGENT,
    createdAt: new Date(at),
    ...more,
  };
}

/** The audit entries of a user's day: often none, else a sign-in, sometimes with a mistyped password or a new name. */
function dayOf(person: Person, day: number, now: number, random: () => number): Prisma.AuditEntryCreateManyInput[] {
  if (day + DAY_MS <= person.joined || random() > (isWeekend(day) ? 0.12 : 0.45)) return [];
  const at = Math.floor(Math.max(day + (7 + random() * 10) * HOUR_MS, person.joined));
  if (at > now) return [];
  const signedIn = entry(at, person, {});
  const entries = [signedIn];
  if (random() < 0.08) {
    const failed = { outcome: "INVALID_CREDENTIALS", actorStanding: "public", entityId: null };
    entries.push(entry(at - 20_000, person, failed));
  }
  if (random() < 0.12)
    entries.push(
      entry(at + 60_000, person, {
        action: "users.update-profile",
        actorKind: "user",
        sessionId: signedIn.entityId,
        sessionUserId: person.id,
        entityType: "user",
        entityId: person.id,
        after: { changed: ["name"] },
      }),
    );
  return entries;
}

export async function seedHistory(now = Date.now()): Promise<void> {
  const start = (Math.floor(now / DAY_MS) - DAYS + 1) * DAY_MS;
  const random = numbers(1_207);
  await inSystemTransaction(async (db) => {
    const slug = ORGANIZATIONS[0]?.toLowerCase().replaceAll(" ", "-") ?? "";
    if ((await db.organization.count({ where: { slug } })) > 0) return;
    const everybody = await people(db, start, now, random);
    const days = Array.from({ length: DAYS }, (_, index) => start + index * DAY_MS);
    await db.auditEntry.createMany({
      data: days.flatMap((day) => everybody.flatMap((each) => dayOf(each, day, now, random))),
    });
    const runs = days.map((day) => day + SCHEDULED_MS).filter((at) => at <= now);
    await db.jobRun.createMany({
      data: runs.flatMap((at) =>
        JOB_NAMES.map((name) => ({ name, startedAt: new Date(at), finishedAt: new Date(at), outcome: "done" })),
      ),
    });
  });
}
