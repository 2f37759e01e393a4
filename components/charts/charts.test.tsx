import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AreaChart } from "./area-chart";
import { BarChart } from "./bar-chart";
import { startOf, type DayValue } from "./values";
import { lastWeek } from "./week-change";

const days = (values: number[]): DayValue[] =>
  values.map((value, index) => ({ day: new Date(Date.UTC(2026, 10, 1 + index)).toISOString().slice(0, 10), value }));

const numbers = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, text]) => Number(text));

const WEEK = [3, 0, 12, 1, 4, 0, 2];

describe.each([
  ["a bar", BarChart],
  ["an area", AreaChart],
])("%s chart", (_kind, Chart) => {
  const draw = (values: number[]) =>
    renderToStaticMarkup(createElement(Chart, { title: "Sign-ups a day", unit: "Sign-ups", values: days(values) }));

  it("shows every number in a table for screen readers, and hides the drawing from them", () => {
    const html = draw(WEEK);
    expect(numbers(html, /<td[^>]*>(\d+)<\/td>/g)).toEqual(WEEK);
    expect(html).toMatch(/<caption[^>]*>Sign-ups a day<\/caption>/);
    expect(html).toMatch(/<th scope="row"[^>]*>3 Nov<\/th>/);
    expect(html).toMatch(/<svg aria-hidden="true"/);
  });

  it("says in its legend, its readout and its table that the last day is not over", () => {
    const html = draw(WEEK);
    expect(html).toContain("Today so far</span>");
    expect(html).toContain("Today so far: 2</text>");
    expect(html).toMatch(/<th scope="row"[^>]*>7 Nov \(today so far\)<\/th>/);
  });

  it("has no inline style, which the content security policy would block", () => {
    for (const values of [WEEK, [1, 2, 3]]) expect(draw(values)).not.toContain("style=");
  });

  it("scales no text, because only drawings without text have a view box", () => {
    const scaled = [...draw(WEEK).matchAll(/<svg[^>]*viewBox.*?<\/svg>/g)].map(([svg]) => svg);
    expect(scaled.filter((svg) => svg.includes("<text"))).toEqual([]);
  });

  it("labels the value axis with whole numbers only, and every seventh day counting back from the last", () => {
    const html = draw(Array.from({ length: 15 }, (_, index) => index % 2));
    const texts = [...html.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts.filter((text) => !text?.includes(": "))).toEqual(["0", "1", "2", "1 Nov", "8 Nov", "Today"]);
  });

  it("shows a list, newest first, instead of an almost empty drawing if there are fewer than seven values", () => {
    const html = draw([3, 0, 12]);
    const rows = [...html.matchAll(/<th scope="row"[^>]*>([^<]*)<\/th>.*?<td[^>]*>([\d,]+)<\/td>/g)];
    expect(rows.map(([, name, value]) => [name, value])).toEqual([
      ["Today so far", "12"],
      ["2 Nov", "0"],
      ["1 Nov", "3"],
    ]);
    expect(html).toContain("A chart appears here once there are 7 days to show.");
    expect(draw(WEEK)).not.toContain("A chart appears here");
  });

  it.each([
    [[], "None yet."],
    [[0, 0], "None yet."],
    [Array.from({ length: 30 }, () => 0), "None in the last 30 days."],
  ])("says in words that there is nothing in %j", (values, words) => {
    expect(draw(values).replaceAll(/<[^>]*>/g, "")).toBe(words);
  });

  it.each([[[5]], [[0, 0, 0, 0, 0, 0, 1]], [[1_000_000, 3, 0, 0, 0, 0, 0]]])(
    "draws %j without NaN or Infinity",
    (values) => {
      expect(draw(values)).not.toMatch(/NaN|undefined|Infinity/);
    },
  );
});

describe("a bar chart", () => {
  it("draws bars from zero, with heights proportional to their values", () => {
    const values = days([0, 1, 2, 4, 0, 0, 0]);
    const html = renderToStaticMarkup(createElement(BarChart, { title: "", unit: "", values }));
    const [none, one, two, four] = numbers(html, /<rect[^>]* y="([\d.]+)%"/g).map((top) => 100 - top);
    expect(none).toBe(0);
    expect(two).toBeCloseTo((one ?? 0) * 2);
    expect(four).toBeCloseTo((one ?? 0) * 4);
  });
});

describe("the beginning of charts", () => {
  it.each([
    [[[0, 0, 5, 0]], 2],
    [
      [
        [0, 0, 0, 1],
        [0, 2, 0, 0],
      ],
      1,
    ],
    [[[7, 0]], 0],
    [[[0, 0]], 2],
  ])("is the first day on which anything happened in any of them: %j", (series, start) => {
    expect(startOf(...series.map(days))).toBe(start);
  });
});

describe("the sum of the last seven days", () => {
  it.each([
    [[1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2], { value: 14, days: 7, change: 100 }],
    [[9, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1], { value: 7, days: 7, change: -50 }],
    [[0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1], { value: 7, days: 7, change: null }],
    [[4, 2, 2], { value: 8, days: 3, change: null }],
    [[], { value: 0, days: 0, change: null }],
  ])("is compared with the seven days before, if there are values for all fourteen days: %j", (values, week) => {
    expect(lastWeek(days(values))).toEqual(week);
  });
});
