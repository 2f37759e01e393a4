import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { parseInput } from "./parse-input";

const schema = z.strictObject({
  name: z.string({ error: "Please enter a name." }).max(5, "Too long."),
  tags: z.array(z.string().max(3, "Too long a tag.")).max(2).optional(),
});

function fieldsOf(input: unknown): Record<string, string> {
  try {
    parseInput(schema, input);
  } catch (error) {
    if (error instanceof AppError && error.code === "VALIDATION_ERROR") return error.fields;
    throw error;
  }
  return {};
}

describe("parseInput", () => {
  it("returns the input as parsed by the schema", () => {
    expect(parseInput(schema, { name: "Ada" })).toEqual({ name: "Ada" });
  });

  it("reports every invalid field under its path, with the schema's message", () => {
    expect(fieldsOf({ tags: ["fine", "ok"] })).toEqual({ name: "Please enter a name.", "tags.0": "Too long a tag." });
  });

  it("reports at most 20 unknown fields, with truncated names", () => {
    expect(fieldsOf({ name: "Ada", role: "sys_admin" })).toEqual({ role: "This field is not recognized." });
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}-${"x".repeat(100)}`, 1]));
    const names = Object.keys(fieldsOf({ name: "Ada", ...many }));
    expect(names).toHaveLength(20);
    expect(Math.max(...names.map((name) => name.length))).toBe(60);
  });

  it("treats the names of built-in properties as unknown fields", () => {
    expect(fieldsOf(JSON.parse(`{"name":"Ada","__proto__":1,"constructor":1}`))).toHaveProperty("constructor");
  });

  it.each([null, undefined, "text", 7, [], new Date()])("refuses input that is not a plain object: %s", (input) => {
    expect(Object.keys(fieldsOf(input)).length).toBeGreaterThan(0);
  });

  it("never echoes the input", () => {
    expect(JSON.stringify(fieldsOf({ name: "hunter2hunter2", tags: ["hunter2"] }))).not.toContain("hunter2");
  });
});
