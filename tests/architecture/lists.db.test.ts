// Calls every list of the product with invalid input. Search text and cursors come from URLs that anyone can change, so they
// must never cause a server error.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Caller } from "@/lib/access/actor";
import type { OperationMeta } from "@/lib/access/registry";
import { AppError } from "@/lib/errors/app-error";
import { Search } from "@/lib/lists/schemas";
import { actorOf, callerOf, createPerson } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { loadOperations } from "../../scripts/access-matrix";

const encode = (text: string) => Buffer.from(text).toString("base64url");

const NOWHERE = [
  "",
  "x",
  "=",
  "ä",
  "no-such-place",
  "a\0b",
  "\ud800",
  encode("x"),
  encode(`now ${randomUUID()}`),
  encode("2026-03-01T00:00:00.000Z x"),
  encode(`2026-03-01T00:00:00.000Z ${randomUUID()} x`),
  encode(`2026-02-31T00:00:00.000Z ${randomUUID()}`),
  encode(`0000-01-01T00:00:00.000Z ${randomUUID()}`),
  encode(`+275760-09-13T00:00:00.000Z ${randomUUID()}`),
];
const SEARCHES = ["", " ", "%", "\\", "a\0b", "\0", "\ud800", "é", "'", "x".repeat(200)];

let operations: OperationMeta[] = [];
let admin: Caller;
let systemAdmin: Caller;

beforeAll(async () => {
  operations = await loadOperations();
  const { session, organization } = await createPerson();
  admin = callerOf(await actorOf(session.token, organization.slug));
  systemAdmin = await (await createSystemAdmin()).caller();
});

const listsWith = (field: string) =>
  operations.filter(({ input }) => input instanceof z.ZodObject && "cursor" in input.shape && field in input.shape);

/** The outcome of an admin's call with each of `values`, for each list that has the field. */
async function outcomes(field: string, values: unknown[]): Promise<string[]> {
  const told: string[] = [];
  for (const { name, minRole, perform } of listsWith(field)) {
    for (const value of values) {
      const work = perform(minRole === "sys_admin" ? systemAdmin : admin, { [field]: value });
      const outcome = await work.then(
        () => "ok",
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      );
      told.push(`${outcome}: ${name} ${field}=${JSON.stringify(value)}`);
    }
  }
  expect(told.length).toBeGreaterThan(2 * values.length);
  return told;
}

const others = (told: string[], than: string) => told.filter((line) => !line.startsWith(`${than}: `));

describe("every list", () => {
  it("refuses a cursor that it never issued", async () => {
    expect(others(await outcomes("cursor", [...NOWHERE, "a".repeat(101)]), "VALIDATION_ERROR")).toEqual([]);
  });

  it("accepts a page size from 1 to 100", async () => {
    expect(others(await outcomes("limit", [1, "100"]), "ok")).toEqual([]);
    expect(others(await outcomes("limit", [0, 101, "101", 1.5, "x"]), "VALIDATION_ERROR")).toEqual([]);
  });

  it("accepts any search text of up to 200 characters, and ignores characters that cannot be stored", async () => {
    expect(others(await outcomes("search", SEARCHES), "ok")).toEqual([]);
    expect(others(await outcomes("search", ["x".repeat(201)]), "VALIDATION_ERROR")).toEqual([]);
    expect(Search.parse(" a\0\ud800e\u0301b ")).toBe("aéb");
  });
});
