import { describe, expect, it } from "vitest";
import { z } from "zod";
import { nameSchema } from "@/lib/text/name-schema";
import { jsonSchemaOf } from "./schemas";

const Name = nameSchema(80, "Please enter a name.");
const AT_MOST = "At most 80 characters after normalization.";

describe("the schema of a text that is normalized", () => {
  it.each([
    ["says how long it may be", Name, AT_MOST],
    ["says so behind its own description", Name.describe("What to call it."), `What to call it. ${AT_MOST}`],
    ["says so once if it is optional", Name.optional(), AT_MOST],
    ["says so behind the description of an optional one", Name.optional().describe("If new."), `If new. ${AT_MOST}`],
  ])("%s", (_what, schema, description) => {
    const { properties } = jsonSchemaOf(z.strictObject({ name: schema }), "input");
    expect(properties?.name).toMatchObject({ type: "string", maxLength: 320, description });
  });
});

it("has the examples of a text that is normalized", () => {
  const schema = z.strictObject({ name: Name.optional().meta({ examples: ["Ada"] }) });
  expect(jsonSchemaOf(schema, "input").properties?.name?.examples).toEqual(["Ada"]);
});

it("leaves alone a text whose length does not change", () => {
  const { properties } = jsonSchemaOf(z.strictObject({ code: z.string().max(80).describe("A code.") }), "input");
  expect(properties?.code).toEqual({ type: "string", maxLength: 80, description: "A code." });
});
