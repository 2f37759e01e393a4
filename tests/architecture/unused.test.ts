// Error codes and limits exist only while something uses them.
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "@/lib/errors/codes";
import { limits } from "@/lib/rate-limit/limits";
import { filesIn, isCode, isTest, textOf } from "./source";

/** These name codes without raising them. */
const TABLES = ["lib/errors/codes.ts", "lib/observability/security-log.ts"];

/** Features raise these, and a product may have none that does. */
const FOR_FEATURES = ["QUOTA_EXCEEDED"];

const product = ["app", "lib"]
  .flatMap((folder) => filesIn(folder))
  .filter((file) => isCode(file) && !isTest(file) && !TABLES.includes(file))
  .map((file) => textOf(file));

const unused = (pattern: (name: string) => RegExp, names: string[]) =>
  names.filter((name) => !product.some((text) => pattern(name).test(text)));

describe("the tables", () => {
  it("have no error code that nothing raises", () => {
    const codes = Object.keys(ERROR_CODES).filter((code) => !FOR_FEATURES.includes(code));
    expect(unused((code) => new RegExp(`"${code}"`), codes)).toEqual([]);
  });

  it("have no limit that nothing counts", () => {
    expect(unused((name) => new RegExp(`\\blimits\\.${name}\\b`), Object.keys(limits))).toEqual([]);
  });
});
