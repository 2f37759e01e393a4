// MAIL_ONLY_TO: where it is set, and on every preview, mail goes to no recipient but those it names.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openDatabase, type Database } from "@/lib/db/client";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { uniqueAddress } from "@/tests/factories/addresses";
import { uniqueEmail } from "@/tests/factories/callers";
import { FakeSmtp } from "@/tests/fakes/smtp";
import { startStatementProxy } from "@/tests/fakes/statement-proxy";
import { databaseUrl } from "@/tests/setup/databases";
import { drainOutbox } from "./drain-outbox";
import { enqueueDecoy, enqueueMail } from "./enqueue-mail";
import type { MailKind } from "./mail-kinds";
import { recipientHash } from "./recipient-hash";

const smtp = new FakeSmtp();
const holder = globalThis as typeof globalThis & {
  gatehouseDatabase?: Database;
  gatehouseLoggedKinds?: Map<string, unknown>;
};

beforeAll(async () => {
  await smtp.start();
  process.env.SMTP_URL = smtp.url;
});
afterAll(() => smtp.stop());
beforeEach(async () => {
  smtp.taken.length = 0;
  await inSystemTransaction((db) => db.outboxMail.deleteMany());
});
afterEach(() => {
  env().MAIL_ONLY_TO = null;
});

const order = (to: string, kind: MailKind = "password-reset") => ({
  kind,
  mail: { to, subject: "Subject", text: "text", html: "<p>text</p>" },
  expiresAt: new Date(Date.now() + 3_600_000),
  ipAddress: uniqueAddress(),
});
const send = (to: string, kind?: MailKind) => inSystemTransaction((db) => enqueueMail(db, order(to, kind)));
const rowsOf = (to: string) =>
  inSystemTransaction((db) =>
    db.outboxMail.findMany({
      where: { recipientHash: recipientHash(to) },
      select: { kind: true, status: true, contentCiphertext: true },
    }),
  );

describe("a recipient", () => {
  it.each([
    ["everyone if there is no list", null, "ada@example.com", true],
    ["no one if the list is empty", [], "ada@example.com", false],
    ["an address on the list", ["ada@example.com"], "ada@example.com", true],
    ["no other address", ["ada@example.com"], "bob@example.com", false],
    ["no address that ends like one on the list", ["ada@example.com"], "xada@example.com", false],
    ["an address in another case", ["ada@example.com"], "Ada@Example.COM", true],
    ["a tagged form of an address on the list", ["ada@example.com"], "ada+tag@example.com", true],
    ["a form with other dots, at Gmail", ["a.da@gmail.com"], "ad.a+tag@googlemail.com", true],
    ["a tagged address on the list", ["ada+tag@example.com"], "ada+tag@example.com", true],
    ["no other form of a tagged address on the list", ["ada+tag@example.com"], "ada@example.com", false],
    ["every address of a domain on the list", ["@example.com"], "bob+tag@example.com", true],
    ["no address of its subdomains", ["@example.com"], "ada@sub.example.com", false],
    ["no address of a domain that ends like one on the list", ["@example.com"], "ada@myexample.com", false],
    ["no domain of an address on the list", ["ada@example.com"], "ada@example.org", false],
  ])("is %s", async (_who, list, to, isSent) => {
    env().MAIL_ONLY_TO = list;
    expect(await send(to)).toBe(isSent);
  });
});

describe("mail to anyone else", () => {
  beforeEach(() => {
    env().MAIL_ONLY_TO = ["@allowed.test"];
  });

  it("is dropped like mail above a limit, whatever its kind", async () => {
    for (const kind of ["password-reset", "password-changed", "invitation"] as const) {
      const to = uniqueEmail();
      expect(await send(to, kind)).toBe(false);
      expect(await rowsOf(to)).toEqual([{ kind, status: "dropped", contentCiphertext: null }]);
    }
    expect(await drainOutbox(new Date(Date.now() + 5_000))).toBe(0);
    expect(smtp.taken).toEqual([]);
  });

  it("causes the same statements as mail that is sent, and as a decoy", async () => {
    const proxy = await startStatementProxy(databaseUrl);
    const usual = holder.gatehouseDatabase;
    const watched = openDatabase({ connectionString: proxy.url, max: 1 });
    holder.gatehouseDatabase = watched;
    const statementsOf = async (work: () => Promise<unknown>) => {
      proxy.statements.length = 0;
      await work();
      return [...proxy.statements];
    };
    try {
      await send("first@allowed.test");
      const sent = await statementsOf(() => send("ada@allowed.test"));
      expect(sent.length).toBeGreaterThan(3);
      expect(await statementsOf(() => send(uniqueEmail()))).toEqual(sent);
      const decoy = () => inSystemTransaction((db) => enqueueDecoy(db, order(uniqueEmail())));
      expect(await statementsOf(decoy)).toEqual(sent);
    } finally {
      if (usual) holder.gatehouseDatabase = usual;
      else delete holder.gatehouseDatabase;
      await watched.client.$disconnect();
      await proxy.close();
    }
  });

  it("is not sent even if it was queued before, as in a restored copy of another database", async () => {
    env().MAIL_ONLY_TO = null;
    const [other, named] = [uniqueEmail(), "ada@allowed.test"];
    expect(await send(other)).toBe(true);
    expect(await send(named)).toBe(true);
    env().MAIL_ONLY_TO = ["@allowed.test"];
    expect(await drainOutbox(new Date(Date.now() + 5_000))).toBe(1);
    expect(smtp.taken).toEqual([expect.stringContaining(`To: ${named}`)]);
    expect(await rowsOf(other)).toEqual([{ kind: "password-reset", status: "dropped", contentCiphertext: null }]);
  });

  it("is counted in the log, in few lines without the recipient", async () => {
    holder.gatehouseLoggedKinds?.clear();
    const { LOG_LEVEL } = env();
    env().LOG_LEVEL = "info";
    const lines: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    for (let number = 1; number <= 9; number += 1) await send(`secret-${number}@example.com`);
    await send("ada@allowed.test");
    vi.restoreAllMocks();
    env().LOG_LEVEL = LOG_LEVEL;
    const logged = lines.map((line) => JSON.parse(line) as { message: string; count: number });
    expect(logged.map(({ message, count }) => [message, count])).toEqual(
      [1, 2, 4, 8].map((count) => ["mail dropped, because MAIL_ONLY_TO does not name its recipient", count]),
    );
    expect(lines.join("")).not.toMatch(/secret|example\.com/);
  });
});
