import { describe, expect, it } from "vitest";
import type { LimitFeature, SwitchFeature } from "@/lib/access/plan-feature";
import { featureValue, hasRoom, maximumOf, storedFeatures } from "./feature-value";

const texts = { title: "Reports", description: "The number of reports." };
const LIMIT: LimitFeature = { ...texts, name: "max_reports", kind: "limit", unit: "reports", default: 7 };
const SWITCH: SwitchFeature = { ...texts, name: "enable_reports", kind: "switch", default: true };

describe("the value of a limit", () => {
  it.each([
    ["a number", 12, 12],
    ["zero", 0, 0],
    ["-1, which is unlimited", -1, -1],
    ["another negative number, which counts as 0", -2, 0],
    ["the smallest safe integer", Number.MIN_SAFE_INTEGER, 0],
    ["a fraction", 1.5, 7],
    ["a number that is too large to be exact", 2 ** 53, 7],
    ["text", "12", 7],
    ["null", null, 7],
    ["a switch", true, 7],
    ["a list", [12], 7],
  ])("is read from %s", (_what, stored, value) => {
    expect(featureValue(LIMIT, { max_reports: stored })).toBe(value);
  });

  it("is the declared default if nothing is stored", () => {
    expect(featureValue(LIMIT, {})).toBe(7);
  });
});

describe("the value of a switch", () => {
  it.each([
    [false, false],
    [true, true],
    [0, true],
    ["false", true],
    [null, true],
  ])("is read from %j as %j", (stored, value) => {
    expect(featureValue(SWITCH, { enable_reports: stored })).toBe(value);
  });
});

it("ignores what an object inherits", () => {
  expect(featureValue({ ...SWITCH, name: "constructor", default: false }, {})).toBe(false);
});

it.each([[null], [[1]], ["text"], [3]])("treats stored features that are not an object as empty: %j", (column) => {
  expect(storedFeatures(column)).toEqual({});
});

describe("the room that a limit leaves", () => {
  it.each([
    [3, 2, true],
    [3, 3, false],
    [3, 4, false],
    [0, 0, false],
    [-1, 1_000_000, true],
  ])("of a limit of %d with %d in use is %s", (limit, used, room) => {
    expect(hasRoom(limit, used)).toBe(room);
  });

  it("is without a maximum if the limit is unlimited", () => {
    expect([maximumOf(-1), maximumOf(0), maximumOf(5)]).toEqual([null, 0, 5]);
  });
});
