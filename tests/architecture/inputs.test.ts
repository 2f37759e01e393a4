import { describe, expect, it } from "vitest";
import { z } from "zod";
import { atMost } from "@/lib/text/at-most";
import { loadOperations } from "../../scripts/access-matrix";
import { inputProblems } from "./input-problems";

describe("the input of every operation", () => {
  it("allows no unknown fields, and limits the length of every text and list", { timeout: 30_000 }, async () => {
    const operations = await loadOperations();
    expect(operations.length).toBeGreaterThan(20);
    expect(operations.flatMap(({ name, input }) => inputProblems(input, name))).toEqual([]);
  });

  it("is refused with an unknown field", { timeout: 30_000 }, async () => {
    for (const { name, input } of await loadOperations()) {
      const { error } = input.safeParse({ is_system_admin: true });
      expect(
        error?.issues.map(({ code }) => code),
        name,
      ).toContain("unrecognized_keys");
    }
  });

  it("is an object if it comes from a query, so that unknown parameters can be ignored", {
    timeout: 30_000,
  }, async () => {
    const reads = (await loadOperations()).filter(({ effect }) => effect === "read");
    expect(reads.filter(({ input }) => !(input instanceof z.ZodObject)).map(({ name }) => name)).toEqual([]);
  });

  it("accepts an id in any letter case, and converts it to lower case, as in the audit log", {
    timeout: 30_000,
  }, async () => {
    const withId = (await loadOperations()).flatMap(({ name, input }) =>
      input instanceof z.ZodObject && input.shape.id instanceof z.ZodType ? [{ name, id: input.shape.id }] : [],
    );
    expect(withId.length).toBeGreaterThan(15);
    for (const { name, id } of withId) expect(id.safeParse("0199A1B2-C3D4").data, name).toBe("0199a1b2-c3d4");
  });
});

describe("the search for input problems", () => {
  const text = z.string().check(atMost(5));

  it.each([
    ["an object that drops unknown fields", z.object({ a: text }), "input accepts unknown fields"],
    ["an object that keeps unknown fields", z.looseObject({ a: text }), "input accepts unknown fields"],
    [
      "a nested object that drops unknown fields",
      z.strictObject({ a: z.object({}).optional() }),
      "input.a accepts unknown fields",
    ],
    ["unlimited text", z.strictObject({ a: z.string().min(1) }), "input.a is text without a maximum length in characters"],
    [
      "text limited in UTF-16 units",
      z.strictObject({ a: z.string().max(5) }),
      "input.a is text without a maximum length in characters",
    ],
    [
      "unlimited text before a transform",
      z.strictObject({ a: z.string().transform(Number) }),
      "input.a is text without a maximum length in characters",
    ],
    [
      "unlimited text in a list",
      z.strictObject({ a: z.array(z.string()).max(3) }),
      "input.a[] is text without a maximum length in characters",
    ],
    [
      "unlimited text in a union",
      z.strictObject({ a: z.union([text, z.string()]) }),
      "input.a is text without a maximum length in characters",
    ],
    [
      "unlimited text in a nullable field with a default",
      z.strictObject({ a: z.string().nullable().default("") }),
      "input.a is text without a maximum length in characters",
    ],
    ["an unlimited list", z.strictObject({ a: z.array(text) }), "input.a is a list without a maximum length"],
    [
      "a transform of input that is not validated",
      z.strictObject({ a: z.preprocess(String, text) }),
      "input.a transforms input before it is validated",
    ],
    [
      "a field that accepts any value",
      z.strictObject({ a: z.unknown() }),
      "input.a is a schema of the unknown kind unknown",
    ],
    ["a record", z.strictObject({ a: z.record(text, text) }), "input.a is a schema of the unknown kind record"],
    [
      "an e-mail format, whose pattern does not limit the length",
      z.strictObject({ a: z.email() }),
      "input.a is text without a maximum length in characters",
    ],
  ])("reports %s", (_what, schema, problem) => {
    expect(inputProblems(schema)).toEqual([problem]);
  });

  it("reports no problem if every field is limited", () => {
    const schema = z.strictObject({
      a: text.optional(),
      b: z.uuid(),
      c: z.enum(["x"]).nullable(),
      d: z.array(text.transform((value) => value.trim()).pipe(z.string().check(atMost(3)))).max(2),
      e: z.number().int().min(1).max(100).default(1),
      f: z.boolean(),
    });
    expect(inputProblems(schema.refine(() => true))).toEqual([]);
  });
});
