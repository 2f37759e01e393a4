import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
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
