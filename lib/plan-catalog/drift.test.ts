import { describe, expect, it } from "vitest";
import type { PlanFeature } from "@/lib/access/plan-feature";
import { driftOf } from "./drift";

const texts = { title: "Reports", description: "The number of reports." };
const DECLARED: PlanFeature[] = [
  { ...texts, name: "max_reports", kind: "limit", unit: "reports", default: 7 },
  { ...texts, name: "enable_reports", kind: "switch", default: true },
];
const GOOD = { max_reports: 3, enable_reports: false };

describe("drift", () => {
  it.each([
    ["values that agree with the declarations", GOOD, []],
    ["an unlimited limit", { ...GOOD, max_reports: -1 }, []],
    ["a missing value", { enable_reports: true }, [{ feature: "max_reports", kind: "missing" }]],
    ["a value of another type", { ...GOOD, enable_reports: 1 }, [{ feature: "enable_reports", kind: "invalid" }]],
    ["a fraction", { ...GOOD, max_reports: 0.5 }, [{ feature: "max_reports", kind: "invalid" }]],
    ["a negative limit", { ...GOOD, max_reports: -2 }, [{ feature: "max_reports", kind: "negative" }]],
    ["a feature without a declaration", { ...GOOD, old: 1 }, [{ feature: "old", kind: "unknown" }]],
  ])("is reported for %s", (_what, features, drift) => {
    expect(driftOf(features, DECLARED)).toEqual(drift);
  });

  it("is reported for a limited number of unknown features, with shortened names", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`${"x".repeat(100)}${at}`, 1]));
    const drift = driftOf({ ...GOOD, ...many }, DECLARED);
    expect(drift).toHaveLength(20);
    expect(drift.every(({ feature }) => feature.length === 60)).toBe(true);
  });
});
