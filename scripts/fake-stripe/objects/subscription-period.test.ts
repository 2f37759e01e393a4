import { describe, expect, it } from "vitest";
import type { Price } from "../wire";
import { addMonths, nextPeriodEnd, periodEnd } from "./subscription-period";

const at = (iso: string) => Date.parse(`${iso}T10:30:00Z`) / 1000;
const every = (interval: "day" | "week" | "month" | "year", interval_count = 1) =>
  ({ recurring: { interval, interval_count } }) as Price;

describe("a period", () => {
  it.each([
    ["2026-01-15", every("month"), "2026-02-15"],
    ["2026-01-31", every("month"), "2026-02-28"],
    ["2028-01-31", every("month"), "2028-02-29"],
    ["2028-02-29", every("year"), "2029-02-28"],
    ["2026-11-30", every("month", 3), "2027-02-28"],
    ["2026-11-30", every("week", 2), "2026-12-14"],
    ["2026-12-31", every("day"), "2027-01-01"],
  ])("that begins on %s ends on the day of the anchor, or on the last of the month", (from, price, to) => {
    expect(periodEnd(at(from), price)).toBe(at(to));
  });

  it("returns to the day of the anchor after a shorter month", () => {
    expect(nextPeriodEnd(at("2026-01-31"), at("2026-02-28"), every("month"))).toBe(at("2026-03-31"));
    expect(addMonths(at("2026-03-31"), -1)).toBe(at("2026-02-28"));
  });
});
