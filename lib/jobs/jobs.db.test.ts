import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { inSystemTransaction } from "@/lib/db/transaction";
import { anonymous, createPerson, PASSWORD } from "@/tests/factories/callers";
import { ageFamily, createClient } from "@/tests/factories/tokens";
import { startProcess } from "@/tests/processes/start";
import { databaseUrl } from "@/tests/setup/databases";
import { releaseLease, takeLease } from "./lease";
import { runJobs, type JobResult } from "./run-jobs";

const owner = new pg.Pool({ connectionString: databaseUrl, max: 1 });

afterAll(() => owner.end());

beforeEach(async () => {
  await inSystemTransaction((db) => db.session.deleteMany());
});

async function insertSessions(userId: string, count: number, expiredDaysAgo: number): Promise<void> {
  await owner.query(
    `INSERT INTO sessions (id, user_id, token_hash, ip_address, user_agent, expires_at, absolute_expires_at)
     SELECT gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), '10.0.0.1', '',
            now() - make_interval(days => $3), now() - make_interval(days => $3)
       FROM generate_series(1, $2)`,
    [userId, count, expiredDaysAgo],
  );
}

describe("the scheduled jobs", () => {
  it("prune 100,000 expired sessions in batches while users sign in", async () => {
    const { user, session } = await createPerson();
    await insertSessions(user.id, 100_000, 8);
    await insertSessions(user.id, 3, 6);
    let pruning = true;
    const pruned = runJobs(randomUUID()).finally(() => (pruning = false));
    let signIns = 0;
    while (pruning) {
      const person = await createPerson();
      await signIn(anonymous(), { email: person.user.email, password: PASSWORD });
      signIns += 1;
    }
    expect((await pruned)["prune-sessions"]).toEqual({ status: "done", processed: 100_000 });
    expect(signIns).toBeGreaterThan(0);
    expect(await resolveSession(session.token, null)).not.toBeNull();
    expect(await inSystemTransaction((db) => db.session.count({ where: { userId: user.id } }))).toBe(4);
    const batches = await inSystemTransaction((db) =>
      db.auditEntry.count({ where: { action: "jobs.prune-sessions", after: { path: ["deleted"], equals: 5_000 } } }),
    );
    expect(batches).toBe(20);
  });

  it("do their work once if started twice at the same time, even by two processes", async () => {
    const { user } = await createPerson();
    await insertSessions(user.id, 50_000, 8);
    const others = [startProcess("run-jobs"), startProcess("run-jobs")];
    const results = await Promise.all([
      ...others.map(async ({ output }) => JSON.parse(await output) as Record<string, JobResult>),
      ...[1, 2].map(async () => runJobs(randomUUID())),
    ]);
    const pruned = results.map((result) => result["prune-sessions"]);
    const processed = pruned.map((result) => (result?.status === "done" ? result.processed : 0));
    expect(processed.reduce((a, b) => a + b)).toBe(50_000);
    expect(pruned.some((result) => result?.status === "skipped")).toBe(true);
    expect(processed.filter((count) => count > 0)).toHaveLength(1);
  });

  it("take over an expired lease, and no other", async () => {
    const [dead, next] = [randomUUID(), randomUUID()];
    expect(await takeLease("some-job", dead)).toBe(true);
    expect(await takeLease("some-job", next)).toBe(false);
    await inSystemTransaction((db) =>
      db.jobLease.update({ where: { name: "some-job" }, data: { leasedUntil: new Date(Date.now() - 1_000) } }),
    );
    expect(await takeLease("some-job", next)).toBe(true);
    await releaseLease("some-job", dead);
    expect(await takeLease("some-job", randomUUID())).toBe(false);
    await releaseLease("some-job", next);
  });

  it("record each run with its results", async () => {
    await runJobs(randomUUID());
    const runs = await inSystemTransaction((db) =>
      db.jobRun.findMany({ where: { outcome: "done" }, distinct: ["name"], select: { name: true } }),
    );
    expect(runs.map((run) => run.name)).toContain("prune-sessions");
    expect(runs.map((run) => run.name)).toContain("send-mail");
  });

  it("prune expired sign-ups, reset links, email changes and failure counts, and no others", async () => {
    // Removes what earlier tests left to expire.
    await runJobs(randomUUID());
    const { user } = await createPerson();
    const { user: waiting } = await createPerson();
    const past = new Date(Date.now() - 1_000);
    const ahead = new Date(Date.now() + 3_600_000);
    const hash = () => new Uint8Array(Buffer.from(randomUUID().replaceAll("-", "").repeat(2), "hex"));
    await inSystemTransaction(async (db) => {
      const common = { name: "A", passwordHash: "$argon2id$x", passwordSelector: 0, email: `${randomUUID()}@example.com` };
      await db.signUp.createMany({
        data: [past, ahead].map((expiresAt) => ({ ...common, tokenHash: hash(), flowHash: hash(), expiresAt })),
      });
      await db.passwordReset.create({ data: { userId: user.id, tokenHash: hash(), expiresAt: past } });
      await db.emailChange.createMany({
        data: [
          { userId: user.id, expiresAt: past },
          { userId: waiting.id, expiresAt: ahead },
        ].map((row) => ({
          ...row,
          newEmail: "new@example.com",
          tokenHash: hash(),
        })),
      });
      await db.signInThrottle.createMany({
        data: [new Date(Date.now() - 25 * 3_600_000), new Date()].map((updatedAt) => ({
          keyHash: hash(),
          failures: 1,
          updatedAt,
        })),
      });
    });
    const results = await runJobs(randomUUID());
    expect(results["prune-sign-ups"]).toMatchObject({ status: "done", processed: 1 });
    expect(results["prune-password-resets"]).toMatchObject({ status: "done", processed: 1 });
    expect(results["prune-email-changes"]).toMatchObject({ status: "done", processed: 1 });
    expect(results["prune-sign-in-throttles"]).toMatchObject({ status: "done", processed: 1 });
  });

  it("prune token families as long after their end as sessions, and refresh tokens when they expire", async () => {
    const [ended, expired, live] = [await createClient(), await createClient(), await createClient()];
    const longAgo = new Date(Date.now() - 8 * 86_400_000);
    await inSystemTransaction(async (db) => {
      await db.tokenFamily.update({
        where: { id: ended.tokens.familyId },
        data: { endedAt: longAgo },
        select: { id: true },
      });
      await db.refreshToken.updateMany({ where: { familyId: live.tokens.familyId }, data: { expiresAt: longAgo } });
    });
    await ageFamily(expired.tokens.familyId, 38);
    await runJobs(randomUUID());
    const families = [ended, expired, live].map(({ tokens }) => tokens.familyId);
    const left = await inSystemTransaction(async (db) => ({
      families: await db.tokenFamily.findMany({ where: { id: { in: families } }, select: { id: true } }),
      tokens: await db.refreshToken.count({ where: { familyId: { in: families } } }),
    }));
    expect(left).toEqual({ families: [{ id: live.tokens.familyId }], tokens: 0 });
  });

  it("prune a mail 30 days after its delivery, or after its expiry if undelivered, and no other mail", async () => {
    const days = (count: number) => new Date(Date.now() + count * 86_400_000);
    const mail = (status: "delivered" | "dropped" | "dead", expiresAt: Date, deliveredAt: Date | null = null) => ({
      kind: "test",
      recipientHash: randomBytes(32),
      status,
      expiresAt,
      deliveredAt,
    });
    const over = [mail("delivered", days(-24), days(-31)), mail("dropped", days(-31)), mail("dead", days(-31))];
    const kept = [mail("delivered", days(-22), days(-29)), mail("dropped", days(-29)), mail("dead", days(-29))];
    await inSystemTransaction((db) => db.outboxMail.createMany({ data: [...over, ...kept] }));
    expect((await runJobs(randomUUID()))["prune-mails"]).toEqual({ status: "done", processed: 3 });
    const hashes = [...over, ...kept].map(({ recipientHash }) => recipientHash);
    const left = await inSystemTransaction((db) =>
      db.outboxMail.findMany({ where: { recipientHash: { in: hashes } }, select: { recipientHash: true } }),
    );
    const hex = (rows: { recipientHash: Uint8Array }[]) =>
      rows.map((row) => Buffer.from(row.recipientHash).toString("hex")).sort();
    expect(hex(left)).toEqual(hex(kept));
  });

  it("wipe the content of expired mail in batches", async () => {
    const recipientHash = randomBytes(32);
    await inSystemTransaction(
      (db) => db.$executeRaw`
        INSERT INTO outbox_mails (id, kind, recipient_hash, content_ciphertext, expires_at)
        SELECT gen_random_uuid(), 'test', ${recipientHash}, ${randomBytes(8)}, now() - interval '1 second'
          FROM generate_series(1, 6000)`,
    );
    expect((await runJobs(randomUUID()))["prune-mail-contents"]).toEqual({ status: "done", processed: 6_000 });
    const rows = await inSystemTransaction((db) =>
      db.outboxMail.groupBy({ by: ["status", "contentCiphertext"], where: { recipientHash }, _count: true }),
    );
    expect(rows).toEqual([{ status: "dead", contentCiphertext: null, _count: 6_000 }]);
    const batches = await inSystemTransaction((db) =>
      db.auditEntry.findMany({
        where: { action: "jobs.prune-mail-contents" },
        orderBy: { createdAt: "desc" },
        take: 2,
        select: { after: true },
      }),
    );
    expect(batches.map(({ after }) => after)).toEqual([{ deleted: 1_000 }, { deleted: 5_000 }]);
  });

  it("prune an invitation 37 days after it was last sent, whatever its state, and no other invitation", async () => {
    const { organization } = await createPerson();
    const days = (count: number) => new Date(Date.now() + count * 86_400_000);
    const invitation = (expiresAt: Date, ended: { acceptedAt?: Date; revokedAt?: Date } = {}) => {
      const email = `${randomUUID()}@example.com`;
      const tokenHash = new Uint8Array(Buffer.from(randomUUID().replaceAll("-", "").repeat(2), "hex"));
      const openEmail = Object.keys(ended).length > 0 ? null : email;
      const sentAt = new Date(expiresAt.getTime() - 7 * 86_400_000);
      return {
        organizationId: organization.id,
        email,
        openEmail,
        role: "member" as const,
        tokenHash,
        sentAt,
        expiresAt,
        ...ended,
      };
    };
    const over = [
      invitation(days(-31)),
      invitation(days(-31), { acceptedAt: days(-35) }),
      invitation(days(-31), { revokedAt: days(-35) }),
    ];
    const kept = [invitation(days(-29)), invitation(days(7)), invitation(days(-29), { acceptedAt: days(-36) })];
    await inSystemTransaction((db) => db.invitation.createMany({ data: [...over, ...kept] }));
    expect((await runJobs(randomUUID()))["prune-invitations"]).toEqual({ status: "done", processed: 3 });
    const left = await inSystemTransaction((db) =>
      db.invitation.findMany({ where: { organizationId: organization.id }, select: { email: true } }),
    );
    expect(left.map(({ email }) => email).sort()).toEqual(kept.map(({ email }) => email).sort());
  });
});
