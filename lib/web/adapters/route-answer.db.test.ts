import { describe, expect, it } from "vitest";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { publicOperation } from "@/lib/access/operation";
import { changesByRoute } from "@/tests/factories/browser-request";
import { jsonRoute } from "./route";
import type { Handle } from "./route-contract";

const Named = z.strictObject({ name: z.string() });

/** The response of a route whose operation returns `output`, whatever its schema says. */
async function answerWith(output: object): Promise<{ status: number; text: string }> {
  const operation = publicOperation({
    name: "test.answer",
    effect: "read",
    limit: generalLimitOnly,
    input: NoInput,
    output: Named,
    run: () => Promise.resolve(output as z.output<typeof Named>),
  });
  const route = jsonRoute(operation);
  const answered: { status: number; text: string }[] = [];
  const handle: Handle = async (request, context) => {
    const response = await route(request, context);
    answered.push({ status: response.status, text: await response.clone().text() });
    return response;
  };
  await changesByRoute(handle, {}, { body: {} });
  return answered[0]!;
}

describe("the response of a JSON route", () => {
  it("contains the operation's output if the output matches its schema", async () => {
    expect(await answerWith({ name: "Ada" })).toEqual({ status: 200, text: JSON.stringify({ name: "Ada" }) });
  });

  it.each([{ name: "Ada", password_hash: "secret" }, { name: 1, secret: 1 }, {}])(
    "is an error, without the output's values, if the output does not match its schema: %j",
    async (output) => {
      const { status, text } = await answerWith(output);
      expect([status, text]).toEqual([500, expect.stringContaining("INTERNAL_ERROR")]);
      expect(text).not.toContain("secret");
    },
  );
});
