// The commands for `curl` that people copy work: those of docs/how-to/use-the-api.md in its order, from an account by tokens,
// a session and an API key to the revoked key, with those of the features' documents in between; and, of the reference, those
// that need neither the id of something that exists, nor a token from a mail or an earlier response, nor a secret of the
// installation.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { createAccount } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { test } from "@/tests/e2e/api-contract";
import { bearerOf } from "@/tests/e2e/bearers";
import { isAccepted, isForUsers, isPublic, keyOf, type DescribedOperation } from "@/tests/e2e/described-api";
import { FIXTURES } from "@/tests/e2e/feature-fixtures";
import { newAddress } from "@/tests/e2e/journey";
import { MISSING, runCommands } from "@/tests/e2e/run-commands";
import { expect } from "@/tests/setup/fixtures";
import type { Mailbox } from "@/tests/setup/mailbox";

const GUIDE = "docs/how-to/use-the-api.md";
const URL_OF_GUIDE = "url=http://localhost:3000\n";
const MAILBOX = /"\$url\/api\/dev\/mailbox\?to=(.+?)"/;
/** What all examples have. */
const EXAMPLE_SLUG = "analytical-engines";
const EXAMPLE_ADDRESS = "ada@example.com";
const EXAMPLE_PASSWORD = "the keys of the old gate";

const isOfConsole = ({ path: url }: DescribedOperation) => url.startsWith("/api/v1/admin/");

if (MISSING.length > 0) process.stderr.write(`SKIPPED the commands for curl: there is no ${MISSING.join(" and no ")}\n`);

const blocksOf = (text: string) => [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = ""]) => commands);

const ofFeatures = FIXTURES.flatMap(({ guides }) => guides.flatMap((file) => blocksOf(readFileSync(file, "utf8"))));

/** A person waits for the mail; the commands do not. */
function awaitingMail(block: string): string {
  const [request] = MAILBOX.exec(block) ?? [];
  if (request === undefined) return block;
  return `for _ in {1..150}; do [ "$(curl ${request} | jq '.items | length')" -gt 0 ] && break; sleep 0.1; done\n${block}`;
}

/** The guide's commands, and those of the features with a token and with the key. */
function commandsOf(guide: string): string {
  return blocksOf(guide)
    .flatMap((block) => {
      if (block.includes("/invitations") && block.includes("--output tokens.json")) return [block, ...ofFeatures];
      if (/^key=/m.test(block)) return [block, "token=$key\n", ...ofFeatures];
      return [awaitingMail(block)];
    })
    .join("\n");
}

test.skip(MISSING.length > 0 && !process.env.CI, `there is no ${MISSING.join(" and no ")}`);
test.describe.configure({ timeout: 90_000 });

let folder = "";
const file = (name: string) => JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Record<string, string>;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-commands-"));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

test("runs the commands of the guide, with tokens, a session and a key", async ({ app, clientAddress, mailbox }) => {
  const guide = readFileSync(GUIDE, "utf8");
  expect(guide).toContain(URL_OF_GUIDE);
  expect(ofFeatures.length).toBeGreaterThanOrEqual(FIXTURES.length);
  const commands = commandsOf(guide.replace(URL_OF_GUIDE, `url=${app.url}\n`));
  const { code, output } = await runCommands(commands, folder, clientAddress);
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
  // What the commands did: people were invited, and neither the tokens nor the key work any longer.
  for (const guest of ["grace@example.com", "mary@example.com"])
    await mailbox.waitFor(guest, { subject: /Analytical Engines/ });
  const { slug } = file("organization.json");
  for (const secret of [file("tokens.json").access_token, file("key.json").key]) {
    const headers = { Authorization: `Bearer ${secret}` };
    const path = `/api/v1/organizations/${slug}/members`;
    const refused = await new ApiClient(app.url).request("GET", path, undefined, headers);
    expect([refused.status, await refused.json()]).toEqual([401, expect.objectContaining({ code: "INVALID_TOKEN" })]);
  }
});

/** The id of each operation → its command in the reference. */
async function commandsOfReference(page: Page): Promise<Map<string, string>> {
  await page.goto("/api/docs");
  const sections = await page
    .getByRole("main")
    .getByRole("heading", { level: 2 })
    .getByRole("link")
    .evaluateAll((links) => links.map((a) => a.getAttribute("href") ?? ""));
  const commands = new Map<string, string>();
  for (const section of sections) {
    await page.goto(section);
    for (const article of await page.getByRole("article").all()) {
      const command = await article.getByRole("group", { name: "example of a request" }).textContent();
      commands.set((await article.getAttribute("id")) ?? "", command ?? "");
    }
  }
  return commands;
}

/** What a command cannot say in advance: it is in a mail, or in an earlier response. */
const FROM_ELSEWHERE = ["token", "refresh_token", "checkout"];
/** Only Stripe can sign an event. */
const SIGNED = "/api/webhooks/stripe";

/** Operations whose command needs no id of an existing thing, and no token from a mail or an earlier response. */
const isComplete = ({ path, requestBody }: DescribedOperation) => {
  const { required = [] } = requestBody?.content["application/json"].schema ?? {};
  const isKnown = !FROM_ELSEWHERE.some((field) => required.includes(field));
  return !/\{(?!org\b|provider\b)/.test(path) && path !== SIGNED && isKnown;
};

interface Own {
  slug: string;
  email: string;
  /** The IP address of the commands. */
  address: string;
}

/** A user who has the password of all examples, and an organization with the name. */
async function createExample(url: string, mailbox: Mailbox): Promise<Omit<Own, "address">> {
  const account = await createAccount(url, mailbox, EXAMPLE_PASSWORD);
  const by = new ApiClient(url);
  await by.post("/api/auth/login", account);
  const created = await by.post("/api/v1/organizations", { name: "Analytical Engines" });
  const { slug } = (await created.json()) as { slug: string };
  return { slug, email: account.email };
}

/** Runs the command for an organization and an email address of the test's own, instead of those in all examples. */
async function run(operation: DescribedOperation, command = "", { slug, email, address }: Own): Promise<void> {
  const own = command.replaceAll(EXAMPLE_SLUG, slug).replaceAll(EXAMPLE_ADDRESS, email);
  const { code, output } = await runCommands(own, folder, address);
  expect([keyOf(operation), code, code === 0 ? "" : output]).toEqual([keyOf(operation), 0, ""]);
}

test("runs the reference's commands that need an access token, but no id", async ({
  app,
  contract,
  clientAddress: address,
  page,
}) => {
  const { tenant } = await contract.world();
  const token = (as: "org_admin" | "sys_admin") => bearerOf(contract.client, app.url, tenant, "accessToken", as);
  const [ofAdmin, ofSystemAdmin] = [await token("org_admin"), await token("sys_admin")];
  const commands = await commandsOfReference(page);
  const operations = contract.api.operations.filter((each) => isAccepted(each, "accessToken") && isComplete(each));
  expect(operations.length).toBeGreaterThan(15);
  for (const operation of operations) {
    const secret = isOfConsole(operation) ? ofSystemAdmin : ofAdmin;
    const command = `TOKEN=${secret}\n${commands.get(operation.operationId)}`;
    await run(operation, command, { slug: tenant.slug, email: newAddress(), address });
  }
});

test("runs the reference's public commands that need no token from a mail or an earlier response", async ({
  app,
  contract,
  clientAddress: address,
  mailbox,
  page,
}) => {
  const { slug, email: known } = await createExample(app.url, mailbox);
  const commands = await commandsOfReference(page);
  const operations = contract.api.operations.filter((each) => isPublic(each) && isComplete(each));
  expect(operations.length).toBeGreaterThan(10);
  for (const operation of operations) {
    const email = operation.path.endsWith("/login") ? known : newAddress();
    await run(operation, commands.get(operation.operationId), { slug, email, address });
  }
});

test("runs the reference's commands that need a session, but no id, except the console's", async ({
  app,
  contract,
  clientAddress: address,
  mailbox,
  page,
}) => {
  test.setTimeout(180_000);
  const commands = await commandsOfReference(page);
  const operations = contract.api.operations.filter(
    (each) => isForUsers(each) && !isAccepted(each, "accessToken") && !isOfConsole(each) && isComplete(each),
  );
  expect(operations.length).toBeGreaterThan(10);
  const signIn = contract.api.operations.find(({ operationId }) => operationId === "authSignIn") as DescribedOperation;
  for (const operation of operations) {
    // Each has an account and a session of its own, because some of the commands end them.
    const own = { ...(await createExample(app.url, mailbox)), address };
    for (const each of [signIn, operation]) await run(each, commands.get(each.operationId), own);
  }
});

test("fails at the first command that is refused", async ({ app, clientAddress }) => {
  const commands = commandsOf("```sh\ncurl --json '{}' \"$url/api/v1/auth/register\"\necho later\n```\n");
  const { code, output } = await runCommands(`url=${app.url}\n${commands}`, folder, clientAddress);
  expect(code).not.toBe(0);
  expect(output).toContain("VALIDATION_ERROR");
  expect(output).not.toContain("later");
});
