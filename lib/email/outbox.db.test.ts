import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { uniqueEmail } from "@/tests/factories/callers";
import { FakeSmtp } from "@/tests/fakes/smtp";
import { startProcess } from "@/tests/processes/start";
import { backoffSeconds, drainOutbox } from "./drain-outbox";
import { enqueueMail, recipientHash } from "./enqueue-mail";

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

async function enqueue(to = uniqueEmail(), expiresAt = inAnHour()): Promise<string> {
  const mail = { to, subject: "Subject", text: "the secret text", html: "<p>the secret text</p>" };
  await inSystemTransaction((db) => enqueueMail(db, "test", mail, expiresAt));
  return to;
}

function rowOf(to: string) {
  return inSystemTransaction((db) => db.outboxMail.findFirstOrThrow({ where: { recipientHash: recipientHash(to) } }));
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
        await enqueueMail(db, "test", { to, subject: "s", text: "t", html: "h" }, inAnHour());
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

  it("drops what goes beyond ten mails a day to one recipient, also when queued at once, and counts it", async () => {
    const to = uniqueEmail();
    await Promise.all(Array.from({ length: 15 }, () => enqueue(to)));
    const rows = await inSystemTransaction((db) =>
      db.outboxMail.findMany({ where: { recipientHash: recipientHash(to) }, select: { status: true } }),
    );
    expect(rows.filter((row) => row.status === "queued")).toHaveLength(10);
    expect(rows.filter((row) => row.status === "dropped")).toHaveLength(5);
  });

  it("waits longer after each failure, up to an hour", () => {
    expect([1, 2, 3, 12].map(backoffSeconds)).toEqual([15, 30, 60, 3600]);
  });
});
