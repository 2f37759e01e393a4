import { describe, expect, it } from "vitest";
import { printJson } from "./print";

describe("printJson", () => {
  it("prints what fits on one line, and each entry of anything longer on a line of its own", () => {
    const long = "x".repeat(115);
    expect(printJson({ short: { list: [1, "a"], none: {} }, long: { first: long, second: [long] } })).toBe(`{
  "short": { "list": [ 1, "a" ], "none": {} },
  "long": {
    "first": "${long}",
    "second": [
      "${long}"
    ]
  }
}
`);
  });

  it("leaves out undefined properties, and changes no value", () => {
    const value = { text: 'line\n  "quoted" \\ \u2028', list: [null, true, 1.5, [], {}], nested: { deep: "y".repeat(200) } };
    expect(JSON.parse(printJson({ ...value, missing: undefined }))).toEqual(value);
  });
});
