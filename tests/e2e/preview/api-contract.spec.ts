// Calls every operation of the API document, correctly and in every wrong way that applies to it. Each response is one that
// the document describes: status, headers, content type and body.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { ApiClient } from "@/tests/e2e/api-client";
import { API_REQUESTS, type Made, type World } from "@/tests/e2e/api-requests";
import { DescribedApi, type Answered, type DescribedOperation } from "@/tests/e2e/described-api";
import { newAddress } from "@/tests/e2e/journey";
import { plantTenant, type Kind } from "@/tests/e2e/planted-tenant";
import { hashOf, newToken } from "@/tests/e2e/tokens";
import { expect, test } from "@/tests/setup/fixtures";

const keyOf = ({ method, path }: DescribedOperation) => `${method} ${path}`;
const isPublic = ({ security }: DescribedOperation) => security.some((each) => Object.keys(each).length === 0);

/** A key of the organization's admin. The format is in docs/api-keys.md. */
async function insertApiKey(client: pg.Client, { id, adminUser }: World["tenant"]): Promise<string> {
  const text = `gh_live_${newToken()}`;
  const key = text + hashOf(text).toString("base64url").slice(0, 6);
  await client.query(
    `INSERT INTO api_keys (id, organization_id, user_id, name, role, prefix, token_hash)
     VALUES ($1, $2, $3, 'Contract', 'org_admin', $4, $5)`,
    [randomUUID(), id, adminUser, key.slice(0, 14), hashOf(key)],
  );
  return key;
}

test.describe("the API document", () => {
  const state: { client?: pg.Client; api?: DescribedApi } = {};
  const client = () => state.client as pg.Client;
  const api = () => state.api as DescribedApi;

  test.beforeAll(async ({ app }) => {
    state.api = await DescribedApi.load(app.url);
    state.client = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
    await client().connect();
  });
  test.afterAll(() => client().end());

  async function send(
    { app, tenant }: World,
    operation: DescribedOperation,
    { as, by, id, headers = {}, body }: Made,
  ): Promise<Answered> {
    const parameters = /\{(?!org\b)\w+\}/;
    const target = operation.path.replace("{org}", tenant.slug).replace(parameters, id ?? "");
    const cookie = as && tenant.cookies[as];
    const given = { ...headers, ...(cookie ? { Cookie: cookie } : {}) };
    const response = await (by ?? new ApiClient(app.url)).request(operation.method, target, body, given);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  function expectDescribed(operation: DescribedOperation, what: string, answer: Answered, status: number | RegExp): void {
    const told = `${keyOf(operation)}, ${what}: ${answer.text.slice(0, 300)}`;
    expect(api().problemsOf(operation, answer), told).toEqual([]);
    expect(String(answer.status), told).toMatch(status instanceof RegExp ? status : new RegExp(`^${status}$`));
  }

  test("describes the operations that this test calls, and no others", () => {
    expect(api().operations.map(keyOf).sort()).toEqual(Object.keys(API_REQUESTS).sort());
  });

  const world = async (app: World["app"], mailbox: World["mailbox"]): Promise<World> => ({
    app,
    mailbox,
    client: client(),
    tenant: await plantTenant(client(), app.url),
  });

  test("describes the response to a correct request of every operation", async ({ app, mailbox }) => {
    test.setTimeout(180_000);
    for (const operation of api().operations) {
      const own = await world(app, mailbox);
      const made = await API_REQUESTS[keyOf(operation)]?.(own);
      expectDescribed(operation, "correct", await send(own, operation, made ?? {}), /^20[0-4]$/);
    }
  });

  test("describes the refusal of a request without credentials", async ({ app, mailbox }) => {
    test.setTimeout(180_000);
    const own = await world(app, mailbox);
    for (const operation of api().operations.filter((each) => !isPublic(each))) {
      const made = { id: randomUUID(), body: operation.requestBody ? {} : undefined };
      expectDescribed(operation, "without credentials", await send(own, operation, made), 401);
    }
  });

  test("describes the refusal of a role that is too low, and of another organization", async ({ app, mailbox }) => {
    test.setTimeout(180_000);
    const [own, other] = [await world(app, mailbox), await world(app, mailbox)];
    for (const operation of api().operations.filter((each) => !isPublic(each) && each.security[0]?.session)) {
      const made = { id: randomUUID(), body: operation.requestBody ? {} : undefined };
      const isConsole = operation.path.startsWith("/api/v1/admin/");
      const ask = (as: Kind, from = own) =>
        send({ ...own, tenant: { ...own.tenant, cookies: from.tenant.cookies } }, operation, { ...made, as });
      if (isConsole) expectDescribed(operation, "as an organization's admin", await ask("org_admin"), 403);
      if (!operation.path.includes("{org}")) continue;
      expectDescribed(operation, "of another organization", await ask("org_admin", other), 404);
      const least = await ask("readonly");
      expectDescribed(operation, "as a reader", least, operation.method === "GET" ? /^(200|403|404)$/ : 403);
    }
  });

  test("describes the refusal of a body that is malformed, has an unknown field, or has the wrong type", async ({
    app,
    mailbox,
  }) => {
    test.setTimeout(180_000);
    const own = await world(app, mailbox);
    for (const operation of api().operations.filter(({ method, path }) => method !== "GET" && path !== "/api/cron")) {
      const made: Made = { as: operation.path.startsWith("/api/v1/admin/") ? "sys_admin" : "org_admin", id: randomUUID() };
      const wrong = (body: object | string) => send(own, operation, { ...made, body });
      expectDescribed(operation, "unknown field", await wrong({ no_such_field: 1 }), 422);
      expectDescribed(operation, "malformed", await wrong("{"), 400);
      expectDescribed(operation, "an array", await wrong("[]"), 400);
      const schema = operation.requestBody?.content["application/json"].schema as { properties?: object } | undefined;
      const fields = Object.keys(schema?.properties ?? {});
      if (fields.length === 0) continue;
      const numbers = Object.fromEntries(fields.map((name) => [name, 4711]));
      expectDescribed(operation, "wrong types", await wrong(numbers), 422);
      const long = JSON.stringify({ [fields[0] ?? ""]: "a".repeat(70_000) });
      expectDescribed(operation, "too long", await wrong(long), 413);
    }
  });

  test("describes the refusal of another content type, of another site, and of two credentials", async ({
    app,
    mailbox,
  }) => {
    test.setTimeout(180_000);
    const own = await world(app, mailbox);
    const isWrite = ({ method, path }: DescribedOperation) => method !== "GET" && path !== "/api/cron";
    for (const operation of api().operations) {
      const made: Made = { as: "org_admin", id: randomUUID() };
      const wrong = (headers: Record<string, string>) =>
        send(own, operation, { ...made, body: isWrite(operation) ? "{}" : undefined, headers });
      if (isWrite(operation)) {
        expectDescribed(operation, "as text", await wrong({ "Content-Type": "text/plain" }), 415);
        expectDescribed(operation, "from another site", await wrong({ Origin: "https://evil.test" }), 403);
      }
      if (isPublic(operation) || !operation.path.startsWith("/api/v1/")) continue;
      expectDescribed(operation, "with two credentials", await wrong({ Authorization: "Bearer x" }), 400);
      const unknown = await send(own, operation, { id: randomUUID(), headers: { Authorization: "Bearer x" } });
      expectDescribed(operation, "with an unknown bearer", unknown, 401);
    }
  });

  test("describes the refusal over a limit, and says when to try again", async ({ app, mailbox }) => {
    const own = await world(app, mailbox);
    const operation = api().operations.find(({ path }) => path === "/api/password/forgot") as DescribedOperation;
    const by = new ApiClient(app.url);
    for (const status of [202, 202, 202, 429]) {
      const answer = await send(own, operation, { by, body: { email: newAddress() } });
      expectDescribed(operation, "once more", answer, status);
      if (status === 429) expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    }
  });

  test("says truly which operations take an API key", async ({ app, mailbox }) => {
    test.setTimeout(180_000);
    for (const operation of api().operations.filter(({ path }) => path.startsWith("/api/v1/"))) {
      if (isPublic(operation)) continue;
      const own = await world(app, mailbox);
      const made = (await API_REQUESTS[keyOf(operation)]?.(own)) ?? {};
      const headers = { Authorization: `Bearer ${await insertApiKey(client(), own.tenant)}` };
      const answer = await send(own, operation, { id: made.id, body: made.body, headers });
      const isTaken = operation.description?.includes("API key");
      expectDescribed(operation, "with an API key", answer, isTaken ? /^20[0-4]$/ : 403);
      expect(operation.security.some((each) => "bearer" in each) || !isTaken, keyOf(operation)).toBe(true);
    }
  });
});
