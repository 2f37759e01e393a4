// What a form shows after a success: never a secret, even if its action returns one, and addresses in their normal form.
import { describe, expect, it } from "vitest";
import { answerToForm } from "@/tests/factories/browser-request";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { Email, MailedToken, Password } from "@/lib/auth/schemas";
import { forgotPasswordAction } from "@/lib/web/entrances/auth/forgot-password-action";
import { resendVerificationAction } from "@/lib/web/entrances/auth/resend-verification-action";
import { uniqueEmail } from "@/tests/factories/callers";
import { formAction } from "./action";

const SECRET = "battery staple correct horse";

const takesSecrets = publicOperation({
  name: "test.take-secrets",
  effect: "read",
  limit: generalLimitOnly,
  input: z.strictObject({ email: Email, password: Password, old_password: Password.optional(), token: MailedToken }),
  run: () => Promise.resolve(),
});

describe("the action of a form", () => {
  const fields = { email: " Ada@Example.COM", password: SECRET, old_password: SECRET, token: "x", next: SECRET };

  it("passes on only normalized values that are not secret", async () => {
    let seen: object = {};
    const action = formAction(takesSecrets, {
      carry: ["next"],
      done: (_output, _carried, input) => {
        seen = input;
        return Promise.resolve({ message: "Done." });
      },
    });
    await answerToForm(action, fields);
    expect(seen).toEqual({ email: "ada@example.com" });
  });

  it("repeats no secret and no unknown field, whatever it returns", async () => {
    const values = { email: "ada@example.com", password: SECRET, old_password: SECRET, token: "x", next: SECRET };
    const action = formAction(takesSecrets, {
      carry: ["next"],
      done: () => Promise.resolve({ message: "Done.", values, ...{ fields: { email: SECRET }, code: SECRET } }),
    });
    expect(await answerToForm(action, fields)).toEqual({
      status: "done",
      message: "Done.",
      values: { email: "ada@example.com" },
    });
  });
});

describe.each([
  ["a password reset", forgotPasswordAction],
  ["a sign-up", resendVerificationAction],
])("a request for the link of %s", (_what, action) => {
  it("shows the email address in its normal form", async () => {
    const email = uniqueEmail();
    const [name = ""] = email.split("@");
    for (const [typed, normal] of [
      [`  ${email.toUpperCase()} `, email],
      [`${name.toUpperCase()}@Bücher.Example`, `${name}@xn--bcher-kva.example`],
      [`${name}@ｅｘａｍｐｌｅ．com`, `${name}@example.com`],
    ] as const) {
      const { status, message, values } = await answerToForm(action, { email: typed });
      expect([status, values]).toEqual(["done", { email: normal }]);
      expect(message).toContain(` at ${normal}, a`);
    }
  });
  it("takes the number of repetitions from the form, and treats anything but a number of up to three digits as 0", async () => {
    const repeatsOf = async (repeat?: string) => {
      const fields = { email: uniqueEmail(), ...(repeat !== undefined && { repeat }) };
      return (await answerToForm(action, fields)).repeats;
    };
    expect(await repeatsOf()).toBe(0);
    expect(await repeatsOf("2")).toBe(2);
    for (const text of ["-1", "1e3", "1000", "", "<b>"]) expect(await repeatsOf(text)).toBe(0);
  });
});
