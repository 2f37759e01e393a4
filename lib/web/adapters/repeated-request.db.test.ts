// The header Idempotency-Key of a request to a JSON route.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { createOrganization } from "@/lib/organizations/create-organization";
import { cookieName } from "@/lib/web/cookies/cookie-policy";
import { answerToClient } from "@/tests/factories/browser-request";
import { createPerson } from "@/tests/factories/callers";
import { jsonRoute } from "./route";

const route = jsonRoute(createOrganization, { status: 201 });

async function client() {
  const { session, user } = await createPerson();
  const send = async (keys: string[], name = "Analytical Engines") => {
    const headers: [string, string][] = [
      ["Cookie", `${cookieName(env(), "session")}=${session.token}`],
      ["Origin", env().APP_URL],
      ["Content-Type", "application/json"],
      ...keys.map((key): [string, string] => ["Idempotency-Key", key]),
    ];
    const { response } = await answerToClient(route, { path: "/api/v1/organizations", headers, body: { name } });
    const body = (await response.json()) as { id?: string; code?: string; details?: Record<string, string> };
    return { status: response.status, ...body };
  };
  const organizations = () => inSystemTransaction((db) => db.membership.count({ where: { userId: user.id } }));
  return { send, organizations };
}

describe("the header Idempotency-Key", () => {
  it("makes two requests with the same key create one thing, and both get it", async () => {
    const { send, organizations } = await client();
    const before = await organizations();
    const key = randomUUID();
    const first = await send([key]);
    expect(first).toMatchObject({ status: 201, id: expect.any(String) as string });
    expect(await send([key])).toEqual(first);
    expect(await organizations()).toBe(before + 1);
    expect(await send([key], "Difference Engines")).toMatchObject({ status: 422, code: "VALIDATION_ERROR" });
    expect((await send([])).id).not.toBe(first.id);
    expect(await organizations()).toBe(before + 2);
  });

  it.each([
    ["empty", [""]],
    ["blank", ["  "]],
    ["longer than 255 characters", ["k".repeat(256)]],
    ["two words", ["a key"]],
    ["not ASCII", ["cl\u00e9"]],
    ["sent twice", ["one", "two"]],
    ["sent twice with the same value", ["one", "one"]],
  ])("is refused if it is %s, and nothing is created", async (_fault, keys) => {
    const { send, organizations } = await client();
    const before = await organizations();
    const details = { "Idempotency-Key": "Please send 1 to 255 visible ASCII characters." };
    expect(await send(keys)).toMatchObject({ status: 422, code: "VALIDATION_ERROR", details });
    expect(await organizations()).toBe(before);
  });

  it("may have 255 characters", async () => {
    const { send } = await client();
    expect(await send(["k".repeat(255)])).toMatchObject({ status: 201 });
  });
});
