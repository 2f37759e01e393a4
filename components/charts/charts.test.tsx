import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AreaChart } from "./area-chart";
import { BarChart } from "./bar-chart";
import type { DayValue } from "./chart-frame";
import { lastWeek } from "./week-change";

const days = (values: number[]): DayValue[] =>
  values.map((value, index) => ({ day: new Date(Date.UTC(2026, 10, 1 + index)).toISOString().slice(0, 10), value }));

const numbers = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, text]) => Number(text));

describe.each([
  ["a bar", BarChart],
  ["an area", AreaChart],
])("%s chart", (_kind, Chart) => {
  const draw = (values: number[]) =>
    renderToStaticMarkup(createElement(Chart, { title: "Sign-ups a day", unit: "Sign-ups", values: days(values) }));

  it("shows every number in a table for screen readers, and hides the drawing from them", () => {
    const html = draw([3, 0, 12]);
    expect(numbers(html, /<td>(\d+)<\/td>/g)).toEqual([3, 0, 12]);
    expect(html).toContain("<caption>Sign-ups a day</caption>");
    expect(html).toContain('<th scope="row">3 Nov</th>');
    expect(html).toMatch(/<svg[^>]* aria-hidden="true"/);
  });

  it("has no inline style, which the content security policy would block", () => {
    expect(draw([1, 2, 3])).not.toContain("style=");
  });

  it("labels the value axis with whole numbers only, and every seventh day counting back from the last", () => {
    const html = draw(Array.from({ length: 15 }, (_, index) => index % 2));
    const texts = [...html.matchAll(/<text(?![^>]*data-readout)[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual(["Sign-ups", "0", "1", "1 Nov", "8 Nov", "15 Nov"]);
  });

  it.each([[[]], [[0]], [[0, 0, 0]], [[5]], [[1_000_000, 3]]])("draws %j without NaN or Infinity", (values) => {
    expect(draw(values)).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe("a bar chart", () => {
  it("draws bars from zero, with heights proportional to their values", () => {
    const html = renderToStaticMarkup(createElement(BarChart, { title: "", unit: "", values: days([0, 1, 2, 4]) }));
    const [none, one, two, four] = numbers(html, /<rect(?![^>]*fill-transparent)[^>]* height="([\d.]+)"/g);
    expect(none).toBe(0);
    expect(two).toBeCloseTo((one ?? 0) * 2);
    expect(four).toBeCloseTo((one ?? 0) * 4);
  });
});

describe("the sum of the last seven days", () => {
  it.each([
    [[1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2], { value: 14, change: 100 }],
    [[9, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1], { value: 7, change: -50 }],
    [[0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1], { value: 7, change: null }],
    [[], { value: 0, change: null }],
  ])("is compared with the seven days before: %j", (values, week) => {
    expect(lastWeek(days(values))).toEqual(week);
  });
});
