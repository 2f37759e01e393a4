import { describe, expect, it } from "vitest";
import { newPlan, SOME_FEATURES } from "@/tests/factories/plans";
import { PLAN_FEATURES } from "./plan-features";
import { CreatePlanInput, featuresIn, UpdatePlanInput } from "./schemas";

const [limit = ""] = PLAN_FEATURES.filter(({ kind }) => kind === "limit").map(({ name }) => name);
const [onOff = ""] = PLAN_FEATURES.filter(({ kind }) => kind === "switch").map(({ name }) => name);

function parsed(given: object) {
  return CreatePlanInput.safeParse({ ...newPlan(), ...given });
}

describe("the declarations of plan features", () => {
  it("have distinct names, which are not fields of a plan", () => {
    const names = PLAN_FEATURES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const fixed = Object.keys({ ...newPlan(), id: "", if_updated_at: "" }).filter((name) => !(name in SOME_FEATURES));
    expect(names.filter((name) => fixed.includes(name))).toEqual([]);
    for (const name of names) {
      expect(Object.keys(CreatePlanInput.shape)).toContain(name);
      expect(Object.keys(UpdatePlanInput.shape)).toContain(name);
    }
  });

  it("have a default of their own kind, and texts for pages", () => {
    for (const declared of PLAN_FEATURES) {
      expect(declared.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(`${declared.title}${declared.description}`.trim()).not.toBe("");
      if (declared.kind === "limit") expect(Number.isSafeInteger(declared.default) && declared.default >= -1).toBe(true);
    }
  });
});

describe("a limit", () => {
  it.each([
    [0, 0],
    [25, 25],
    [-1, -1],
    ["25", 25],
    [" 2,000,000 ", 2_000_000],
    ["unlimited", -1],
    ["Unlimited", -1],
    ["-1", -1],
  ])("is read from %j", (given, value) => {
    const { data } = parsed({ [limit]: given });
    expect(featuresIn(data ?? {})[limit]).toBe(value);
  });

  it.each([-2, 1.5, 2 ** 53, "", "many", "-2", "1.5", "1e3", "2,00", "99999999999999999", null, true, undefined])(
    "is refused as %j",
    (given) => {
      expect(parsed({ [limit]: given }).error?.issues.map(({ path }) => path)).toEqual([[limit]]);
    },
  );
});

describe("a switch", () => {
  it.each([
    ["true", true],
    [false, false],
  ])("is read from %j", (given, value) => {
    expect(featuresIn(parsed({ [onOff]: given }).data ?? {})[onOff]).toBe(value);
  });

  it.each(["yes", "", 1, undefined])("is refused as %j", (given) => {
    expect(parsed({ [onOff]: given }).success).toBe(false);
  });
});

describe("a price", () => {
  it.each([
    ["29", 2_900],
    ["29.5", 2_950],
    [" 29.05 ", 2_905],
    ["0.50", 50],
    ["999999.99", 99_999_999],
    ["", null],
    [null, null],
  ])("is read from %j in cents", (given, cents) => {
    expect(parsed({ monthly_price: given }).data?.monthly_price).toBe(cents);
  });

  it.each(["0", "0.49", "-1", "1,5", "29.999", "1000000", "29 USD", "1e2", 29, "٢٩"])("is refused as %j", (given) => {
    expect(parsed({ monthly_price: given }).error?.issues.map(({ path }) => path)).toEqual([["monthly_price"]]);
  });
});

it.each(["Pro", "pro plan", "-pro", "pro-", "pro--plus", "", "x".repeat(41), "prö"])("refuses the slug %j", (slug) => {
  expect(parsed({ slug }).success).toBe(false);
});
