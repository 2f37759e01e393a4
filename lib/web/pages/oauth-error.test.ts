import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { GOOGLE_ERRORS } from "@/tests/e2e/google-errors";
import { OAUTH_ERRORS, oauthError, shownCode } from "./oauth-error";

const FOLDER = "lib/auth/oauth";
const ROUTE = "lib/web/entrances/auth/oauth-callback-route.ts";

/** Codes that a flow can be refused with at its start, or that unlinking is refused with: on the page of the form. */
const ON_THE_PAGE = ["LAST_SIGN_IN_METHOD", "NOT_FOUND", "RECENT_PROOF_REQUIRED"];
/** Codes that the code around every operation can end a callback with. */
const AROUND = ["UNAUTHORIZED", "RATE_LIMITED", "BUSY", "CONFLICT", "INTERNAL_ERROR"];

/** Every error code that the source of the flow names. */
function namedInSource(): string[] {
  const files = readdirSync(FOLDER).filter((name) => !name.includes(".test."));
  const text = [...files.map((name) => `${FOLDER}/${name}`), ROUTE].map((file) => readFileSync(file, "utf8")).join("\n");
  const quoted = [...text.matchAll(/"([A-Z]+(?:_[A-Z]+)*)"/gu)].map(([, code = ""]) => code);
  return [...new Set(quoted)].filter((code) => Object.hasOwn(ERROR_CODES, code));
}

const shown = (error: string) => oauthError(Promise.resolve({ error }));

describe("the message after a sign-in with a provider that did not succeed", () => {
  it("exists for every code that the flow names, and for no other", () => {
    const named = namedInSource().filter((code) => !ON_THE_PAGE.includes(code));
    expect(named.length).toBeGreaterThan(14);
    expect([...new Set([...named, ...AROUND])].sort()).toEqual(Object.keys(OAUTH_ERRORS).sort());
  });

  it.each(Object.keys(OAUTH_ERRORS) as (keyof typeof OAUTH_ERRORS)[])("is shown exactly for %s", async (code) => {
    expect(shownCode(code)).toBe(code.toLowerCase());
    expect(await shown(code.toLowerCase())).toBe(OAUTH_ERRORS[code]);
    expect(OAUTH_ERRORS[code]).toMatch(/^[A-Z].{20,}\.$/u);
  });

  it("is the one that the browser tests look for", () => {
    expect(GOOGLE_ERRORS).toEqual(OAUTH_ERRORS);
  });

  it("differs for every code", () => {
    const messages = Object.values(OAUTH_ERRORS);
    expect(new Set(messages).size).toBe(messages.length);
  });

  it("is not shown for any other code, or for text", async () => {
    const others = (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => !(code in OAUTH_ERRORS));
    expect(others.length).toBeGreaterThan(10);
    for (const code of [...others, "constructor", "Your account was stolen", ""]) expect(await shown(code)).toBeNull();
    for (const code of others) expect(shownCode(code)).toBe("oauth_failed");
  });
});
