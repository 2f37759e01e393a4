import { describe, expect, it } from "vitest";
import { sessionCredential } from "@/tests/factories/credentials";
import { hasRecentProof, requireRecentProof } from "./recent-proof";

describe("a password proof", () => {
  it("counts as recent for 15 minutes and no longer", () => {
    expect([0, 899, 900].map((seconds) => hasRecentProof(sessionCredential(seconds)))).toEqual([true, true, true]);
    expect([900.1, 901, 86_400, Infinity, NaN].map((seconds) => hasRecentProof(sessionCredential(seconds)))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("is refused with RECENT_PROOF_REQUIRED after 15 minutes", () => {
    requireRecentProof(sessionCredential(900));
    expect(() => requireRecentProof(sessionCredential(901))).toThrow(
      expect.objectContaining({ code: "RECENT_PROOF_REQUIRED", status: 403 }) as Error,
    );
  });
});
