// Calls every operation of the API document correctly, and wrongly: without credentials, with a role that is too low, from
// another organization, and with bodies and queries that are malformed, incomplete, too long or of the wrong types. Each
// response is the one that the document describes: status, code, headers, content type and body.
import { randomUUID } from "node:crypto";
import { ApiClient } from "@/tests/e2e/api-client";
import { test, type Contract } from "@/tests/e2e/api-contract";
import { anyRequest, API_REQUESTS, type World } from "@/tests/e2e/api-requests";
import { isPublic, keyOf, roleOf, successOf, takesKey, type DescribedOperation } from "@/tests/e2e/described-api";
import { newAddress } from "@/tests/e2e/journey";
import type { Kind } from "@/tests/e2e/planted-tenant";
import { expect } from "@/tests/setup/fixtures";

test.describe.configure({ timeout: 180_000 });

const ROLES = ["readonly", "member", "org_admin"];
const isOfConsole = ({ path }: DescribedOperation) => path.startsWith("/api/v1/admin/");
/** The scheduler's route reads no body, and Stripe's reads only one that Stripe has signed. */
const WITHOUT_BODY = ["/api/cron", "/api/webhooks/stripe"];
const takesBody = ({ method, path }: DescribedOperation) => method !== "GET" && !WITHOUT_BODY.includes(path);

const bodyOf = ({ requestBody }: DescribedOperation) => requestBody?.content["application/json"];
const fieldsOf = (operation: DescribedOperation) => Object.keys(bodyOf(operation)?.schema.properties ?? {});

test("has a correct request for every operation of the document, and for no other", ({ contract }) => {
  expect(contract.api.operations.map(keyOf).sort()).toEqual(Object.keys(API_REQUESTS).sort());
});

test("succeeds for a correct request of every operation", async ({ contract }) => {
  for (const operation of contract.api.operations) {
    const world = await contract.world();
    const answer = await contract.send(world, operation, await contract.made(operation, world));
    contract.expect(operation, "correct", answer, successOf(operation));
  }
});

test("refuses a request without credentials", async ({ contract }) => {
  const world = await contract.world();
  for (const operation of contract.api.operations.filter((each) => !isPublic(each))) {
    const answer = await contract.send(world, operation, anyRequest(operation));
    contract.expect(operation, "without credentials", answer, "401 UNAUTHORIZED");
  }
});

test("decides by the role that the document names, and hides other organizations", async ({ contract }) => {
  const other = await contract.world();
  for (const operation of contract.api.operations.filter((each) => roleOf(each) !== undefined)) {
    const world = await contract.world();
    if (isOfConsole(operation)) {
      const answer = await contract.send(world, operation, { ...anyRequest(operation), as: "org_admin" });
      contract.expect(operation, "as an organization's admin", answer, "403 ACCESS_DENIED");
      continue;
    }
    if (!operation.path.includes("{org}")) continue;
    const foreign = { ...world, tenant: { ...world.tenant, cookies: other.tenant.cookies } };
    for (const [who, from, as] of [
      ["of another organization", foreign, "org_admin"],
      ["as a system admin", world, "sys_admin"],
    ] as const) {
      const answer = await contract.send(from, operation, { ...anyRequest(operation), as });
      contract.expect(operation, who, answer, "404 NOT_FOUND");
    }
    await expectByRole(contract, operation, world);
  }
});

async function expectByRole(contract: Contract, operation: DescribedOperation, world: World): Promise<void> {
  const least = ROLES.indexOf(roleOf(operation) ?? "");
  for (const as of ["readonly", "member"] as const satisfies Kind[]) {
    const answer = await contract.send(world, operation, { ...(await contract.made(operation, world, as)), as });
    const outcome = ROLES.indexOf(as) < least ? "403 ACCESS_DENIED" : successOf(operation);
    contract.expect(operation, `as ${as}`, answer, outcome);
  }
}

test("refuses a body that is malformed, too long, has an unknown field or the wrong types", async ({ contract }) => {
  const world = await contract.world();
  for (const operation of contract.api.operations.filter(takesBody)) {
    const as = isOfConsole(operation) ? "sys_admin" : "org_admin";
    const wrong = (body: object | string) => contract.send(world, operation, { as, id: randomUUID(), body });
    contract.expect(operation, "unknown field", await wrong({ no_such_field: 1 }), "422 VALIDATION_ERROR");
    contract.expect(operation, "malformed", await wrong("{"), "400 MALFORMED_REQUEST");
    contract.expect(operation, "an array", await wrong("[]"), "400 MALFORMED_REQUEST");
    contract.expect(operation, "too long", await wrong({ any: "a".repeat(70_000) }), "413 PAYLOAD_TOO_LARGE");
    const fields = fieldsOf(operation);
    if (fields.length === 0) continue;
    const numbers = Object.fromEntries(fields.map((name) => [name, 4711]));
    contract.expect(operation, "wrong types", await wrong(numbers), "422 VALIDATION_ERROR");
  }
});

test("refuses a body that lacks any one of the required fields, and names it", async ({ contract }) => {
  const world = await contract.world();
  let lacking = 0;
  for (const operation of contract.api.operations) {
    const { schema, example } = bodyOf(operation) ?? {};
    for (const field of schema?.required ?? []) {
      const { [field]: _, ...body } = example as Record<string, unknown>;
      const as = isOfConsole(operation) ? "sys_admin" : "org_admin";
      const answer = await contract.send(world, operation, { as, id: randomUUID(), body });
      contract.expect(operation, `without ${field}`, answer, "422 VALIDATION_ERROR");
      const { details } = JSON.parse(answer.text) as { details: object };
      expect(Object.keys(details), `${keyOf(operation)} without ${field}`).toEqual([field]);
      lacking += 1;
    }
  }
  expect(lacking).toBeGreaterThan(40);
});

test("refuses another content type and another site", async ({ contract }) => {
  const world = await contract.world();
  for (const operation of contract.api.operations.filter(takesBody)) {
    const wrong = (headers: Record<string, string>) =>
      contract.send(world, operation, { as: "org_admin", id: randomUUID(), body: "{}", headers });
    contract.expect(operation, "as text", await wrong({ "Content-Type": "text/plain" }), "415 UNSUPPORTED_MEDIA_TYPE");
    contract.expect(
      operation,
      "from another site",
      await wrong({ Origin: "https://evil.test", "Sec-Fetch-Site": "cross-site" }),
      "403 CSRF_REJECTED",
    );
  }
});

test("refuses a cursor of no list, and a parameter that comes twice", async ({ contract }) => {
  const world = await contract.world();
  const paged = contract.api.operations.filter(({ parameters = [] }) => parameters.some(({ name }) => name === "cursor"));
  expect(paged.length).toBeGreaterThan(5);
  for (const operation of paged) {
    const as = isOfConsole(operation) ? "sys_admin" : "org_admin";
    const read = (query: string) =>
      contract.send(world, { ...operation, path: `${operation.path}?${query}` }, { as, id: randomUUID() });
    contract.expect(operation, "a cursor of no list", await read("cursor=x"), "422 VALIDATION_ERROR");
    contract.expect(operation, "a limit twice", await read("limit=1&limit=2"), "400 MALFORMED_REQUEST");
  }
});

test("refuses a request over a limit, and says when to try again", async ({ contract, app }) => {
  const world = await contract.world();
  const operation = contract.api.operations.find(({ path }) => path === "/api/password/forgot") as DescribedOperation;
  const by = new ApiClient(app.url);
  for (const outcome of ["202", "202", "202", "429 RATE_LIMITED"]) {
    const answer = await contract.send(world, operation, { by, body: { email: newAddress() } });
    contract.expect(operation, "once more", answer, outcome);
    if (outcome.startsWith("429")) expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
  }
});

test("repeats the response to an Idempotency-Key, and refuses the key with another body", async ({ contract }) => {
  const keyed = contract.api.operations.filter(takesKey);
  expect(keyed.length).toBeGreaterThan(1);
  for (const operation of keyed) {
    const world = await contract.world();
    const made = await contract.made(operation, world);
    const headers = { "Idempotency-Key": randomUUID() };
    const [first, second] = [
      await contract.send(world, operation, { ...made, headers }),
      await contract.send(world, operation, { ...made, headers }),
    ];
    for (const answer of [first, second]) contract.expect(operation, "with a key", answer, successOf(operation));
    expect(second.text).toBe(first.text);
    const [field = ""] = fieldsOf(operation);
    const body = { ...(made.body as object), [field]: field === "email" ? newAddress() : "Something else" };
    const other = await contract.send(world, operation, { ...made, headers, body });
    contract.expect(operation, "with the key of another request", other, "422 VALIDATION_ERROR");
  }
});
