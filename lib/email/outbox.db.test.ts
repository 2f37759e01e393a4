import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Prisma } from "@/lib/db/generated/client";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { uniqueEmail } from "@/tests/factories/callers";
import { FakeSmtp } from "@/tests/fakes/smtp";
import { startProcess } from "@/tests/processes/start";
import { backoffSeconds, drainOutbox } from "./drain-outbox";
import { enqueueDecoy, enqueueMail, recipientHash } from "./enqueue-mail";
import { MAIL_CAUSES, type MailKind } from "./mail-kinds";

const kindsBy = (cause: "anybody" | "account") => (Object.keys(MAIL_CAUSES) as MailKind[]).filter((kind) => MAIL_CAUSES[kind] === cause);
const [CAUSED_BY_STRANGERS, OF_THE_ACCOUNT] = [kindsBy("anybody"), kindsBy("account")];

let handedOver: () => void = () => undefined;
const smtp = new FakeSmtp(() => handedOver());

beforeAll(async () => {
  await smtp.start();
  process.env.SMTP_URL = smtp.url;
});
afterAll(() => smtp.stop());
beforeEach(async () => {
  smtp.mood = "taking";
  smtp.taken.length = 0;
  await inSystemTransaction((db) => db.outboxMail.deleteMany());
});

const soon = () => new Date(Date.now() + 20_000);
const inAnHour = () => new Date(Date.now() + 3_600_000);

const mailTo = (to: string) => ({ to, subject: "Subject", text: "the secret text", html: "<p>the secret text</p>" });

async function enqueue(to = uniqueEmail(), expiresAt = inAnHour(), kind: MailKind = "password-changed"): Promise<string> {
  await inSystemTransaction((db) => enqueueMail(db, kind, mailTo(to), expiresAt));
  return to;
}

async function statusesOf(to: string): Promise<string[]> {
  const rows = await inSystemTransaction((db) =>
    db.outboxMail.findMany({ where: { recipientHash: recipientHash(to) }, orderBy: { createdAt: "asc" }, select: { status: true, kind: true } }));
  return rows.map(({ kind, status }) => `${kind} ${status}`);
}

function rowOf(to: string) {
  return inSystemTransaction((db) => db.outboxMail.findFirstOrThrow({ where: { recipientHash: recipientHash(to) } }));
}

function changeRows(to: string, data: Prisma.OutboxMailUpdateManyMutationInput) {
  return inSystemTransaction((db) => db.outboxMail.updateMany({ where: { recipientHash: recipientHash(to) }, data }));
}

/** As if the wait until the next attempt were over. */
async function makeDue(): Promise<void> {
  await inSystemTransaction((db) => db.outboxMail.updateMany({ data: { nextAttemptAt: new Date(Date.now() - 1_000) } }));
}

describe("the outbox", () => {
  it("delivers by SMTP, and wipes the content then", async () => {
    const to = await enqueue();
    expect(await drainOutbox(soon())).toBe(1);
    expect(smtp.taken).toHaveLength(1);
    expect(smtp.taken[0]).toContain(`To: ${to}`);
    expect(smtp.taken[0]).toContain("the secret text");
    expect(await rowOf(to)).toMatchObject({ status: "delivered", contentCiphertext: null });
  });

  it("keeps the content encrypted while it waits", async () => {
    const row = await rowOf(await enqueue());
    expect(Buffer.from(row.contentCiphertext ?? []).toString("latin1")).not.toContain("secret");
  });

  it("loses the mail with its cause when that is rolled back", async () => {
    const to = uniqueEmail();
    await expect(
      inSystemTransaction(async (db) => {
        await enqueueMail(db, "invitation", mailTo(to), inAnHour());
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    expect(await drainOutbox(soon())).toBe(0);
  });

  it("loses nothing while the server is down or refuses, and delivers once it is back", async () => {
    const to = await enqueue();
    await smtp.stop();
    expect(await drainOutbox(soon())).toBe(0);
    expect(await rowOf(to)).toMatchObject({ status: "queued", attempts: 1 });
    await smtp.start();
    smtp.mood = "refusing";
    await makeDue();
    expect(await drainOutbox(soon())).toBe(0);
    expect(await rowOf(to)).toMatchObject({ status: "queued", attempts: 2 });
    smtp.mood = "taking";
    expect(await drainOutbox(soon())).toBe(0);
    await makeDue();
    expect(await drainOutbox(soon())).toBe(1);
    expect(smtp.taken).toHaveLength(1);
  });

  it("loses nothing when the server goes away in the middle of a queue", async () => {
    const recipients = await Promise.all(Array.from({ length: 8 }, () => enqueue()));
    handedOver = () => {
      if (smtp.taken.length === 3) void smtp.stop();
    };
    await drainOutbox(soon());
    handedOver = () => undefined;
    await smtp.start();
    await makeDue();
    await drainOutbox(soon());
    for (const to of recipients) expect(smtp.taken.filter((mail) => mail.includes(to)).length).toBeGreaterThan(0);
    const waiting = await inSystemTransaction((db) => db.outboxMail.count({ where: { status: "queued" } }));
    expect(waiting).toBe(0);
  });

  it("sends each mail once when many drain at once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => enqueue()));
    const counts = await Promise.all(Array.from({ length: 5 }, () => drainOutbox(soon())));
    expect(counts.reduce((a, b) => a + b)).toBe(20);
    expect(smtp.taken).toHaveLength(20);
  });

  it("sends a mail whose sender was killed between claim and delivery", async () => {
    const to = await enqueue();
    smtp.mood = "hanging";
    const atServer = new Promise<void>((resolve) => (handedOver = resolve));
    const { child, output } = startProcess("drain-outbox");
    await atServer;
    child.kill("SIGKILL");
    expect(await output).toBe("draining\n");
    smtp.mood = "taking";
    handedOver = () => undefined;
    expect(await rowOf(to)).toMatchObject({ status: "queued", attempts: 1 });
    expect(await drainOutbox(soon())).toBe(0);
    await makeDue();
    expect(await drainOutbox(soon())).toBe(1);
    expect(smtp.taken).toHaveLength(1);
  });

  it("gives up after twelve attempts, and keeps the dead letter", async () => {
    const to = await enqueue();
    smtp.mood = "refusing";
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await makeDue();
      await drainOutbox(soon());
    }
    expect(await rowOf(to)).toMatchObject({ status: "dead", attempts: 12 });
    await makeDue();
    smtp.mood = "taking";
    expect(await drainOutbox(soon())).toBe(0);
  });

  it("does not send what expired", async () => {
    await enqueue(uniqueEmail(), new Date(Date.now() - 1));
    expect(await drainOutbox(soon())).toBe(0);
    expect(smtp.taken).toHaveLength(0);
  });

  it("wipes what expired, whether it waits or was given up, and nothing else", async () => {
    const [waiting, dead, fresh] = [await enqueue(), await enqueue(), await enqueue()];
    const nextAttemptAt = inAnHour();
    for (const to of [waiting, dead]) await changeRows(to, { expiresAt: new Date(Date.now() - 1), nextAttemptAt });
    await changeRows(dead, { status: "dead", attempts: 12 });
    await changeRows(fresh, { nextAttemptAt });
    await drainOutbox(soon());
    for (const to of [waiting, dead]) expect(await rowOf(to)).toMatchObject({ status: "dead", contentCiphertext: null });
    expect(await rowOf(fresh)).toMatchObject({ status: "queued", contentCiphertext: expect.any(Uint8Array) as Uint8Array });
    expect(smtp.taken).toHaveLength(0);
  });

  it("waits for nobody to wipe what expired", async () => {
    const [locked, other] = [await enqueue(uniqueEmail(), new Date(Date.now() - 1)), await enqueue(uniqueEmail(), new Date(Date.now() - 1))];
    await inSystemTransaction(async (db) => {
      await db.$queryRaw`SELECT 1 FROM outbox_mails WHERE recipient_hash = ${recipientHash(locked)} FOR UPDATE`;
      await drainOutbox(soon());
    });
    expect((await rowOf(locked)).contentCiphertext).not.toBeNull();
    expect((await rowOf(other)).contentCiphertext).toBeNull();
  });

  it("drops what goes beyond ten mails a day to one recipient, also when queued at once, and counts it", async () => {
    const to = uniqueEmail();
    await Promise.all(Array.from({ length: 15 }, () => enqueue(to)));
    const rows = await statusesOf(to);
    expect(rows.filter((row) => row === "password-changed queued")).toHaveLength(10);
    expect(rows.filter((row) => row === "password-changed dropped")).toHaveLength(5);
  });

  it.each(CAUSED_BY_STRANGERS)("leaves three of the ten to what happens in the account, however many of kind %s a stranger causes", async (kind) => {
    const to = uniqueEmail();
    await Promise.all(Array.from({ length: 12 }, () => enqueue(to, inAnHour(), kind)));
    const rows = await statusesOf(to);
    expect(rows.filter((row) => row === `${kind} queued`)).toHaveLength(7);
    for (const notice of OF_THE_ACCOUNT.slice(0, 4)) await enqueue(to, inAnHour(), notice);
    const notices = OF_THE_ACCOUNT.slice(0, 4).map((notice, at) => `${notice} ${at < 3 ? "queued" : "dropped"}`);
    expect((await statusesOf(to)).slice(-4)).toEqual(notices);
  });

  it("counts strangers of all kinds together, whoever came first, and ten in all", async () => {
    const to = uniqueEmail();
    for (let count = 0; count < 5; count += 1) await enqueue(to);
    for (const kind of ["verification", "invitation", "password-reset", "email-taken", "account-exists", "email-change"] as const) await enqueue(to, inAnHour(), kind);
    expect((await statusesOf(to)).slice(5)).toEqual([
      "verification queued", "invitation queued", "password-reset queued", "email-taken queued", "account-exists queued", "email-change dropped",
    ]);
  });

  it("does the same statements for nobody as for somebody, within the limit and beyond it", async () => {
    const statements = async (work: (db: SystemDb) => Promise<unknown>) => {
      const seen: string[] = [];
      await inSystemTransaction((db) => work(new Proxy(db, {
        get: (target, name: keyof SystemDb) =>
          name === "$queryRaw" || name === "$executeRaw"
            ? (parts: TemplateStringsArray, ...values: unknown[]) => {
                seen.push(parts.join("?"));
                return target[name](parts, ...values);
              }
            : target[name],
      })));
      return seen;
    };
    const to = uniqueEmail();
    for (let count = 0; count < 9; count += 1) {
      const somebody = await statements((db) => enqueueMail(db, "password-reset", mailTo(to), inAnHour()));
      expect(await statements((db) => enqueueDecoy(db, mailTo(to)))).toEqual(somebody);
      expect(somebody).toHaveLength(3);
    }
  });

  it("waits longer after each failure, up to an hour", () => {
    expect([1, 2, 3, 12].map(backoffSeconds)).toEqual([15, 30, 60, 3600]);
  });
});
