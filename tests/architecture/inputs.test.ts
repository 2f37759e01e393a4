import { describe, expect, it } from "vitest";
import { z } from "zod";
import { atMost } from "@/lib/text/characters";
import { loadOperations } from "../../scripts/access-matrix";
import { inputProblems } from "./input-problems";

describe("the input of every operation", () => {
  it("refuses unknown fields, and text and lists without a greatest length", { timeout: 30_000 }, async () => {
    const operations = await loadOperations();
    expect(operations.length).toBeGreaterThan(20);
    expect(operations.flatMap(({ name, input }) => inputProblems(input, name))).toEqual([]);
  });

  it("refuses an unknown field for real", { timeout: 30_000 }, async () => {
    for (const { name, input } of await loadOperations()) {
      const { error } = input.safeParse({ is_system_admin: true });
      expect(
        error?.issues.map(({ code }) => code),
        name,
      ).toContain("unrecognized_keys");
    }
  });

  it("has named fields where it is read from a query, so that others can be left alone", { timeout: 30_000 }, async () => {
    const reads = (await loadOperations()).filter(({ effect }) => effect === "read");
    expect(reads.filter(({ input }) => !(input instanceof z.ZodObject)).map(({ name }) => name)).toEqual([]);
  });

  it("takes an id in whatever letters for the one that the audit log names", { timeout: 30_000 }, async () => {
    const withId = (await loadOperations()).flatMap(({ name, input }) =>
      input instanceof z.ZodObject && input.shape.id instanceof z.ZodType ? [{ name, id: input.shape.id }] : [],
    );
    expect(withId.length).toBeGreaterThan(15);
    for (const { name, id } of withId) expect(id.safeParse("0199A1B2-C3D4").data, name).toBe("0199a1b2-c3d4");
  });
});

describe("the walker over schemas notices", () => {
  const text = z.string().check(atMost(5));

  it.each([
    ["an object that drops unknown fields", z.object({ a: text }), "input accepts unknown fields"],
    ["an object that keeps unknown fields", z.looseObject({ a: text }), "input accepts unknown fields"],
    ["an open object deep inside", z.strictObject({ a: z.object({}).optional() }), "input.a accepts unknown fields"],
    [
      "text without end",
      z.strictObject({ a: z.string().min(1) }),
      "input.a is text without a greatest length in characters",
    ],
    [
      "text that is measured in UTF-16 units",
      z.strictObject({ a: z.string().max(5) }),
      "input.a is text without a greatest length in characters",
    ],
    [
      "text without end before a transform",
      z.strictObject({ a: z.string().transform(Number) }),
      "input.a is text without a greatest length in characters",
    ],
    [
      "text without end in a list",
      z.strictObject({ a: z.array(z.string()).max(3) }),
      "input.a[] is text without a greatest length in characters",
    ],
    [
      "text without end in a union",
      z.strictObject({ a: z.union([text, z.string()]) }),
      "input.a is text without a greatest length in characters",
    ],
    [
      "text without end in a nullable default",
      z.strictObject({ a: z.string().nullable().default("") }),
      "input.a is text without a greatest length in characters",
    ],
    ["a list without end", z.strictObject({ a: z.array(text) }), "input.a is a list without a greatest length"],
    [
      "a transform of whatever came",
      z.strictObject({ a: z.preprocess(String, text) }),
      "input.a transforms what nobody has checked",
    ],
    ["anything at all", z.strictObject({ a: z.unknown() }), "input.a is a schema of the unknown kind unknown"],
    ["a record", z.strictObject({ a: z.record(text, text) }), "input.a is a schema of the unknown kind record"],
    [
      "an e-mail format, whose pattern has no end",
      z.strictObject({ a: z.email() }),
      "input.a is text without a greatest length in characters",
    ],
  ])("%s", (_what, schema, problem) => {
    expect(inputProblems(schema)).toEqual([problem]);
  });

  it("nothing where all is bounded", () => {
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
