import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Avatar } from "./avatar";

const initials = (name: string) => renderToStaticMarkup(<Avatar name={name} />).replace(/<[^>]+>/g, "");

it.each([
  ["Ada Mason", "AM"],
  ["ada", "A"],
  ["  Grace  Brewster  Hopper ", "GH"],
  ["👨‍👩‍👧 Family", "👨‍👩‍👧F"],
  ["e\u0301lan vital", "E\u0301V"],
  ["علی‌رضا", "ع"],
  ["🇫🇷🇩🇪", "🇫🇷"],
  ["", ""],
])("does not split a grapheme in the initials of %s", (name, shown) => {
  expect(initials(name)).toBe(shown);
});

describe("the tint of an avatar", () => {
  const tint = (name: string, size: "sm" | "md" = "md") =>
    /bg-tint-\w+/.exec(renderToStaticMarkup(<Avatar name={name} size={size} />))?.[0];

  it("is the same for one name at every size", () => {
    expect(tint("Ada Mason")).toMatch(/^bg-tint-/);
    expect(tint("Ada Mason", "sm")).toBe(tint("Ada Mason"));
  });

  it("varies between names, over all six tints", () => {
    expect(new Set(Array.from({ length: 60 }, (_each, number) => tint(`Person ${number}`))).size).toBe(6);
  });
});
