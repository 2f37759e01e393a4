import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hasRecentProof, requireRecentProof } from "./recent-proof";

const session = (secondsSinceProof: number) => ({
  id: randomUUID(),
  createdAt: new Date(),
  expiresAt: new Date(),
  secondsSinceProof,
});

describe("a password proof", () => {
  it("is recent for 15 minutes and no longer", () => {
    expect([0, 899, 900].map((seconds) => hasRecentProof(session(seconds)))).toEqual([true, true, true]);
    expect([900.1, 901, 86_400, Infinity, NaN].map((seconds) => hasRecentProof(session(seconds)))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("is requested with an error code of its own once it is older", () => {
    requireRecentProof(session(900));
    expect(() => requireRecentProof(session(901))).toThrow(
      expect.objectContaining({ code: "RECENT_PROOF_REQUIRED", status: 403 }) as Error,
    );
  });
});
