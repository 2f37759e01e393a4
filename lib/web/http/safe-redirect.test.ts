import { describe, expect, it } from "vitest";
import { HOSTILE_TARGETS } from "@/tests/e2e/hostile-targets";
import { safeRedirect } from "./safe-redirect";

describe("safeRedirect", () => {
  it.each(["/", "/org/acme", "/org/acme?tab=1&x=%2F#top", "/account/profile", "/a/../b", "/?next=https://evil.test"])(
    "accepts a path of the app: %s",
    (target) => {
      const safe = safeRedirect(target) ?? "";
      expect(new URL(safe, "https://app.gatehouse.test").origin).toBe("https://app.gatehouse.test");
    },
  );

  it("resolves dots, so that the checked path is the path that opens", () => {
    expect(safeRedirect("/a/../b?c#d")).toBe("/b?c#d");
  });

  it.each([
    undefined,
    null,
    7,
    ["/"],
    "",
    "org/acme",
    "https://evil.test",
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "/.//evil.test",
    "/a/..//evil.test",
    "/%2e%2e//evil.test",
    "/.\\/evil.test",
    "javascript:alert(1)",
    "/ü",
    " /org",
    "/org ",
    "/\u0000",
    `/${"a".repeat(2_000)}`,
  ])("refuses any value that is not a plain path of the app: %j", (target) => {
    expect(safeRedirect(target)).toBeNull();
  });

  it("never leads away from the origin, whatever the input", () => {
    expect(new Set(HOSTILE_TARGETS).size).toBeGreaterThanOrEqual(60);
    for (const target of HOSTILE_TARGETS) {
      const safe = safeRedirect(target);
      if (safe === null) continue;
      expect(safe, JSON.stringify(target)).toMatch(/^\/(?!\/)/);
      expect(new URL(safe, "https://app.gatehouse.test").origin, JSON.stringify(target)).toBe("https://app.gatehouse.test");
    }
  });
});
