import { describe, expect, it } from "vitest";
import { exampleOf, exampleOfRequest } from "./examples";

const text = { type: "string" };

describe("the example of a request", () => {
  const properties = { email: text, token: text, role: { ...text, examples: ["member"] } };
  const schema = { type: "object", properties, required: ["email"] };

  it("has the required fields, and of the others only those that have an example", () => {
    expect(exampleOfRequest(schema, {})).toEqual({ email: "ada@example.com", role: "member" });
  });

  it("has fewer fields than that of a response, which has them all", () => {
    expect(Object.keys(exampleOf(schema, {}) as object)).toEqual(["email", "token", "role"]);
  });
});

describe("the example of an object", () => {
  it.each([
    ["a person", {}, "Ada Lovelace"],
    ["an organization", { slug: text }, "Analytical Engines"],
    ["an API key", { expires_in: text }, "Nightly backup"],
  ])("names %s", (_what, others, name) => {
    const properties = { name: text, ...others };
    expect(exampleOf({ type: "object", properties, required: Object.keys(properties) }, {})).toMatchObject({ name });
  });

  it("has no name if the schema has none", () => {
    const schema = { type: "object", properties: { expires_in: { type: "integer" } }, required: ["expires_in"] };
    expect(exampleOf(schema, {})).toEqual({ expires_in: 0 });
  });
});
