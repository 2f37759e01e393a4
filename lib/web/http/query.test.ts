import { expect, it } from "vitest";
import { z } from "zod";
import { NoInput } from "@/lib/access/no-input";
import { readQuery } from "./query";

const Input = z.strictObject({ id: z.string(), search: z.string().default(""), limit: z.string().optional() });
const read = (query: string) => ({ ...readQuery(`https://app.gatehouse.test/api/v1/things/7${query}`, Input, ["id"]) });

it.each([
  ["", {}],
  ["?search=a&limit=5", { search: "a", limit: "5" }],
  ["?search=", { search: "" }],
  ["?utm_source=a&utm_source=b&search=a&__proto__=x&constructor=y", { search: "a" }],
  ["?id=8&id=9", {}],
])("reads the schema's parameters, except those of the path, and ignores others: %s", (query, values) =>
  expect(read(query)).toEqual(values),
);

it.each(["?search=a&search=b", "?search=a&search=a", "?limit=1&utm=a&limit=1", "?s%65arch=a&search=b"])(
  "refuses a duplicate of a known parameter: %s",
  (query) => expect(() => read(query)).toThrow(expect.objectContaining({ code: "MALFORMED_REQUEST" }) as Error),
);

it("reads no query parameter for an operation without input", () => {
  expect({ ...readQuery("https://app.gatehouse.test/api/config?a=1&a=2", NoInput, []) }).toEqual({});
});
