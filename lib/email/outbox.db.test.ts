import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MailFault, Prisma } from "@/lib/db/generated/client";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { uniqueEmail } from "@/tests/factories/callers";
import { uniqueAddress } from "@/tests/factories/addresses";
import { FakeSmtp, type Refusal } from "@/tests/fakes/smtp";
import { startProcess } from "@/tests/processes/start";
import { backoffSeconds, drainOutbox } from "./drain-outbox";
import { enqueueDecoy, enqueueMail } from "./enqueue-mail";
import type { MailKind } from "./mail-kinds";
import { recipientHash } from "./recipient-hash";

let handedOver: () => void = () => undefined;
const smtp = new FakeSmtp(() => handedOver());

beforeAll(async () => {
  await smtp.start();
  process.env.SMTP_URL = smtp.url;
});
afterAll(() => smtp.stop());
beforeEach(async () => {
  smtp.mood = "taking";
  smtp.refusal = null;
  smtp.taken.length = 0;
  await inSystemTransaction((db) => db.outboxMail.deleteMany());
});

const soon = () => new Date(Date.now() + 20_000);
const inAnHour = () => new Date(Date.now() + 3_600_000);

const mailTo = (to: string) => ({ to, subject: "Subject", text: "the secret text", html: "<p>the secret text</p>" });

/** Queues a mail. Unless an IP address is given, a different network causes each mail. @returns the recipient */
async function enqueue(
  to = uniqueEmail(),
  expiresAt = inAnHour(),
  kind: MailKind = "password-changed",
  ipAddress = uniqueAddress(),
): Promise<string> {
  await inSystemTransaction((db) => enqueueMail(db, { kind, mail: mailTo(to), expiresAt, ipAddress }));
  return to;
}

async function statusesOf(to: string): Promise<string[]> {
  const rows = await inSystemTransaction((db) =>
    db.outboxMail.findMany({
      where: { recipientHash: recipientHash(to) },
      orderBy: { createdAt: "asc" },
      select: { status: true, kind: true },
    }),
  );
  return rows.map(({ kind, status }) => `${kind} ${status}`);
}

function rowOf(to: string) {
  return inSystemTransaction((db) => db.outboxMail.findFirstOrThrow({ where: { recipientHash: recipientHash(to) } }));
}

function changeRows(to: string, data: Prisma.OutboxMailUpdateManyMutationInput) {
  return inSystemTransaction((db) => db.outboxMail.updateMany({ where: { recipientHash: recipientHash(to) }, data }));
}

/** Reconnects like a process that was started with another SMTP_URL. */
function connectBy(url: string): void {
  process.env.SMTP_URL = url;
  const state = globalThis as { gatehouseEnv?: unknown; gatehouseSmtp?: unknown };
  state.gatehouseEnv = undefined;
  state.gatehouseSmtp = undefined;
}

/** Makes the next attempt of every queued mail due. */
async function makeDue(): Promise<void> {
  await inSystemTransaction((db) => db.outboxMail.updateMany({ data: { nextAttemptAt: new Date(Date.now() - 1_000) } }));
}

describe("the outbox", () => {
  it("delivers by SMTP, and then wipes the content", async () => {
    const to = await enqueue();
    expect(await drainOutbox(soon())).toBe(1);
    expect(smtp.taken).toHaveLength(1);
    expect(smtp.taken[0]).toContain(`To: ${to}`);
    expect(smtp.taken[0]).toContain("the secret text");
    expect(await rowOf(to)).toMatchObject({ status: "delivered", contentCiphertext: null });
  });

  it("keeps the content of queued mail encrypted", async () => {
    const row = await rowOf(await enqueue());
    expect(Buffer.from(row.contentCiphertext ?? []).toString("latin1")).not.toContain("secret");
  });

  it("rolls back a mail together with the operation that caused it", async () => {
    const to = uniqueEmail();
    await expect(
      inSystemTransaction(async (db) => {
        await enqueueMail(db, { kind: "invitation", mail: mailTo(to), expiresAt: inAnHour(), ipAddress: uniqueAddress() });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    expect(await drainOutbox(soon())).toBe(0);
  });

  it("loses no mail while the server is down or refuses mail, and delivers it when the server is back", async () => {
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

  it("loses no mail if the server stops while the queue is being sent", async () => {
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

  it("sends each mail once if several processes drain the queue at the same time", async () => {
    await Promise.all(Array.from({ length: 20 }, () => enqueue()));
    const counts = await Promise.all(Array.from({ length: 5 }, () => drainOutbox(soon())));
    expect(counts.reduce((a, b) => a + b)).toBe(20);
    expect(smtp.taken).toHaveLength(20);
  });

  it("sends a mail after the process that claimed it was killed before delivery", async () => {
    const to = await enqueue();
    smtp.mood = "hanging";
    const atServer = new Promise<void>((resolve) => (handedOver = resolve));
    const { child, output } = startProcess("drain-outbox");
    await atServer;
    child.kill("SIGKILL");
    expect(await output).toBe("draining\n");
    smtp.mood = "taking";
    handedOver = () => undefined;
    expect(await rowOf(to)).toMatchObject({ status: "queued", attempts: 0, claims: 1 });
    expect(await drainOutbox(soon())).toBe(0);
    await makeDue();
    expect(await drainOutbox(soon())).toBe(1);
    expect(smtp.taken).toHaveLength(1);
  });

  it("resets the number of claims when a delivery attempt is counted", async () => {
    const to = await enqueue();
    await changeRows(to, { claims: 5 });
    smtp.refusal = { at: "RCPT TO", response: "450 4.2.0 Greylisted" };
    expect(await drainOutbox(soon())).toBe(0);
    expect(await rowOf(to)).toMatchObject({ status: "queued", attempts: 1, claims: 0 });
  });

  it("claims only the mail that is being sent, so that a killed process uses up no claim of another mail", async () => {
    const recipients = await Promise.all(Array.from({ length: 4 }, () => enqueue()));
    smtp.mood = "hanging";
    const atServer = new Promise<void>((resolve) => (handedOver = resolve));
    const { child, output } = startProcess("drain-outbox");
    await atServer;
    child.kill("SIGKILL");
    await output;
    handedOver = () => undefined;
    const rows = await Promise.all(recipients.map(rowOf));
    expect(rows.map(({ claims }) => claims).toSorted()).toEqual([0, 0, 0, 1]);
    expect(rows.map(({ attempts }) => attempts)).toEqual([0, 0, 0, 0]);
  });

  it("gives up on a mail after twelve claims by processes that were killed before delivery", async () => {
    const [poison, other] = [await enqueue(), await enqueue()];
    await changeRows(poison, { claims: 11, nextAttemptAt: new Date(Date.now() - 60_000) });
    expect(await drainOutbox(soon())).toBe(2);
    expect(await rowOf(other)).toMatchObject({ status: "delivered" });
    const worse = await enqueue();
    await changeRows(worse, { claims: 12, nextAttemptAt: new Date(Date.now() - 60_000) });
    expect(await drainOutbox(soon())).toBe(0);
    expect(await rowOf(worse)).toMatchObject({ status: "dead", attempts: 0 });
    expect(smtp.taken).toHaveLength(2);
  });

  it("keeps all mail queued while the server is unreachable, with one attempt in each drain", async () => {
    const recipients = await Promise.all(Array.from({ length: 3 }, () => enqueue()));
    await smtp.stop();
    for (let attempt = 0; attempt < 30; attempt += 1) {
      await makeDue();
      await drainOutbox(soon());
    }
    const rows = await Promise.all(recipients.map(rowOf));
    expect(rows.map(({ status }) => status)).toEqual(["queued", "queued", "queued"]);
    expect(rows.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(30);
    await smtp.start();
    await makeDue();
    expect(await drainOutbox(soon())).toBe(3);
  });

  it("continues after a refusal that may concern one recipient only, and stops after the second in a row", async () => {
    const [first, second, third] = [await enqueue(), await enqueue(), await enqueue()];
    smtp.refusal = { at: "RCPT TO", response: "503 5.5.1 Not now", recipient: first };
    expect(await drainOutbox(soon())).toBe(2);
    expect(await rowOf(first)).toMatchObject({ status: "queued", attempts: 1, lastFault: "transport" });
    expect([await rowOf(second), await rowOf(third)]).toMatchObject([{ status: "delivered" }, { status: "delivered" }]);
    const refused = [first, await enqueue(), await enqueue()];
    await makeDue();
    smtp.refusal = { at: "RCPT TO", response: "503 5.5.1 Not now" };
    expect(await drainOutbox(soon())).toBe(0);
    const rows = await Promise.all(refused.map(rowOf));
    expect(rows.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(1 + 2);
  });

  it.each<[string, Refusal]>([
    ["there is no such mailbox", { at: "RCPT TO", response: "550 5.1.1 No such user here" }],
    ["the mailbox is disabled", { at: "RCPT TO", response: "550 Requested action not taken" }],
    ["the domain accepts no mail", { at: "RCPT TO", response: "556 5.1.10 Recipient address has null MX" }],
    ["the content is refused", { at: "DATA", response: "554 Transaction failed" }],
  ])("gives up on a mail that the server refuses permanently, and sends the next one: %s", async (_what, refusal) => {
    const [refused, next] = [await enqueue(), await enqueue()];
    smtp.refusal = { ...refusal, recipient: refused };
    expect(await drainOutbox(soon())).toBe(1);
    expect(await rowOf(refused)).toMatchObject({ status: "dead", attempts: 1, lastFault: "mail" });
    expect(await rowOf(next)).toMatchObject({ status: "delivered" });
  });

  it.each<[string, Refusal, MailFault]>([
    ["the recipient is greylisted", { at: "RCPT TO", response: "450 4.2.0 Greylisted" }, "mail"],
    ["relaying is denied", { at: "RCPT TO", response: "554 5.7.1 Relay access denied" }, "mail"],
    ["a policy refuses our mail", { at: "DATA", response: "550 5.7.26 Unauthenticated mail" }, "mail"],
    ["our sender address is refused", { at: "MAIL FROM", response: "553 5.7.1 Sender address rejected" }, "transport"],
    ["authentication is required first", { at: "RCPT TO", response: "530 5.7.0 Authentication required" }, "transport"],
    ["the server shuts down", { at: "RCPT TO", response: "421 4.3.2 Shutting down" }, "transport"],
    ["the connection is refused", { at: "CONNECT", response: "554 No SMTP service here" }, "transport"],
  ])("retries if %s", async (_what, refusal, lastFault) => {
    const to = await enqueue();
    smtp.refusal = refusal;
    expect(await drainOutbox(soon())).toBe(0);
    expect(await rowOf(to)).toMatchObject({ status: "queued", attempts: 1, lastFault });
    smtp.refusal = null;
    await makeDue();
    expect(await drainOutbox(soon())).toBe(1);
  });

  it("retries if the SMTP server refuses the credentials", async () => {
    const to = await enqueue();
    connectBy(smtp.url.replace("//", "//user:secret@"));
    smtp.refusal = { at: "AUTH", response: "535 5.7.8 Authentication credentials invalid" };
    expect(await drainOutbox(soon())).toBe(0);
    expect(await rowOf(to)).toMatchObject({ status: "queued", attempts: 1, lastFault: "transport" });
    smtp.refusal = null;
    await makeDue();
    expect(await drainOutbox(soon())).toBe(1);
    connectBy(smtp.url);
  });

  it("gives up on a mail after twelve failed attempts, and keeps it as dead", async () => {
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

  it("does not send expired mail", async () => {
    await enqueue(uniqueEmail(), new Date(Date.now() - 1));
    expect(await drainOutbox(soon())).toBe(0);
    expect(smtp.taken).toHaveLength(0);
  });

  it("wipes the content of expired mail, queued or dead, and of no other mail", async () => {
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

  it("wipes expired mail without waiting for locked rows", async () => {
    const [locked, other] = [
      await enqueue(uniqueEmail(), new Date(Date.now() - 1)),
      await enqueue(uniqueEmail(), new Date(Date.now() - 1)),
    ];
    await inSystemTransaction(async (db) => {
      await db.$queryRaw`SELECT 1 FROM outbox_mails WHERE recipient_hash = ${recipientHash(locked)} FOR UPDATE`;
      await drainOutbox(soon());
    });
    expect((await rowOf(locked)).contentCiphertext).not.toBeNull();
    expect((await rowOf(other)).contentCiphertext).toBeNull();
  });

  it("marks mail beyond ten a day to one recipient as dropped, even if all of it is queued concurrently", async () => {
    const to = uniqueEmail();
    await Promise.all(Array.from({ length: 15 }, () => enqueue(to)));
    const rows = await statusesOf(to);
    expect(rows.filter((row) => row === "password-changed queued")).toHaveLength(10);
    expect(rows.filter((row) => row === "password-changed dropped")).toHaveLength(5);
  });

  it("runs the same statements for a decoy as for a mail, whether or not the limit is reached", async () => {
    const statements = async (work: (db: SystemDb) => Promise<unknown>) => {
      const seen: string[] = [];
      await inSystemTransaction((db) =>
        work(
          new Proxy(db, {
            get: (target, name: keyof SystemDb) =>
              name === "$queryRaw" || name === "$executeRaw"
                ? (parts: TemplateStringsArray, ...values: unknown[]) => {
                    seen.push(parts.join("?"));
                    return target[name](parts, ...values);
                  }
                : target[name],
          }),
        ),
      );
      return seen;
    };
    const to = uniqueEmail();
    for (let count = 0; count < 9; count += 1) {
      const order = { mail: mailTo(to), ipAddress: uniqueAddress() };
      const somebody = await statements((db) =>
        enqueueMail(db, { kind: "password-reset", expiresAt: inAnHour(), ...order }),
      );
      expect(await statements((db) => enqueueDecoy(db, order))).toEqual(somebody);
      expect(somebody).toHaveLength(3);
    }
  });

  it("waits longer after each failure: up to an hour, or up to five minutes if the server is the cause", () => {
    expect([1, 2, 3, 12].map((failures) => backoffSeconds(failures, "mail"))).toEqual([15, 30, 60, 3600]);
    expect([1, 2, 3, 12].map((failures) => backoffSeconds(failures, "transport"))).toEqual([15, 30, 60, 300]);
  });
});
