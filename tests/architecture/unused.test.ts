import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "@/lib/errors/codes";
import { limits } from "@/lib/rate-limit/limits";
import { filesIn, isCode, isTest, textOf } from "./source";

/** Files that name codes without raising them. */
const TABLES = ["lib/errors/codes.ts", "lib/observability/security-log.ts", "lib/web/pages/oauth-error.ts"];

/** Codes that only features use. A product may have no feature that uses them. */
const FOR_FEATURES = ["QUOTA_EXCEEDED"];

const product = ["app", "lib"]
  .flatMap((folder) => filesIn(folder))
  .filter((file) => isCode(file) && !isTest(file) && !TABLES.includes(file))
  // What a route lists for the API document raises nothing.
  .map((file) => textOf(file).replaceAll(/refuses: \[[^\]]*\]/g, ""));

const unused = (pattern: (name: string) => RegExp, names: string[]) =>
  names.filter((name) => !product.some((text) => pattern(name).test(text)));

describe("the tables of error codes and limits", () => {
  it("contain no error code that is never raised", () => {
    const codes = Object.keys(ERROR_CODES).filter((code) => !FOR_FEATURES.includes(code));
    expect(unused((code) => new RegExp(`"${code}"`), codes)).toEqual([]);
  });

  it("contain no limit that is never used", () => {
    expect(unused((name) => new RegExp(`\\blimits\\.${name}\\b`), Object.keys(limits))).toEqual([]);
  });
});
