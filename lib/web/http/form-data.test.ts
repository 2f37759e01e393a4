import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ChangePasswordInput } from "@/lib/auth/password-change/change-password";
import { SignUpOrganizationInput } from "@/lib/auth/sign-up/sign-up";
import { VerifyEmailInput } from "@/lib/auth/sign-up/verify-email";
import { Password } from "@/lib/auth/schemas";
import { echoableValues, readForm } from "./form-data";

function form(...entries: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

describe("readForm", () => {
  it("reads text fields and omits the framework's own", () => {
    expect(readForm(form(["email", "a@b.test"], ["$ACTION_ID_1", "x"], ["$ACTION_REF_1", ""]))).toEqual({
      email: "a@b.test",
    });
  });

  it("refuses a duplicate field and a file", () => {
    const refused = expect.objectContaining({ code: "MALFORMED_REQUEST" }) as Error;
    expect(() => readForm(form(["a", "1"], ["a", "2"]))).toThrow(refused);
    expect(() => readForm(form(["a", new Blob(["x"])]))).toThrow(refused);
  });

  it("accepts field names that are also names of inherited properties", () => {
    const names = ["constructor", "toString", "__proto__"];
    expect(Object.keys(readForm(form(...names.map((name): [string, string] => [name, "x"]))))).toEqual(names);
  });
});

describe("the input that a form shows again", () => {
  const everything = (schema: z.ZodType) => {
    const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    return Object.keys(
      echoableValues(schema, Object.fromEntries([...names, "unknown", "constructor"].map((name) => [name, "x"]))),
    );
  };

  it("excludes passwords, tokens and unknown fields", () => {
    expect(everything(SignUpOrganizationInput)).toEqual(["name", "email", "organization_name"]);
    expect(everything(ChangePasswordInput)).toEqual([]);
    expect(everything(VerifyEmailInput)).toEqual([]);
  });

  it("excludes a password inside other schemas", () => {
    const wrapped = {
      optional: Password.optional(),
      nullable: Password.nullable(),
      default: Password.default("x"),
      both: Password.nullable().optional(),
      pipe: Password.transform((text) => text),
      name: z.string().optional(),
    };
    expect(everything(z.strictObject(wrapped))).toEqual(["name"]);
  });

  it("is empty for a schema without fields", () => {
    expect(echoableValues(z.string(), { a: "x" })).toEqual({});
  });
});
