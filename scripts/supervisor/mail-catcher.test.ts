import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linksIn, startMailCatcher, type MailCatcher } from "./mail-catcher";
import type { CaughtMail } from "@/lib/email/dev-mailbox";

let folder: string;
let file: string;
let catcher: MailCatcher;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-mail-"));
  file = path.join(folder, "mailbox.jsonl");
  catcher = await startMailCatcher(file);
});
afterEach(async () => {
  await catcher.close();
  rmSync(folder, { recursive: true });
});

function caught(): CaughtMail[] {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as CaughtMail);
}

test("writes one line per recipient with the mail's parts and links, to a file that only its owner can read", async () => {
  await createTransport(catcher.url).sendMail({
    from: "Gatehouse <no-reply@gatehouse.test>",
    to: ["ada@example.test", "bob@example.test"],
    subject: "Größe & Maß",
    text: "Open https://app.test/verify-email?token=a_b-C. Or not: https://app.test/x",
    html: "<p>Open <a href='https://app.test/verify-email?token=a_b-C'>this</a></p>",
  });
  const [ada, bob] = caught();
  expect(ada).toEqual({
    id: expect.any(String),
    to: "ada@example.test",
    subject: "Größe & Maß",
    text: expect.stringContaining("Open https://app.test/verify-email"),
    html: expect.stringContaining("<p>Open"),
    links: ["https://app.test/verify-email?token=a_b-C", "https://app.test/x"],
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
  expect(bob?.to).toBe("bob@example.test");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("lists each link once, in order, without the surrounding sentence", () => {
  const text = "See (http://a.test/1), <http://b.test/2?x=1&y=2> and http://a.test/1!\nhttp://c.test/#z.";
  expect(linksIn(text)).toEqual(["http://a.test/1", "http://b.test/2?x=1&y=2", "http://c.test/#z"]);
});
