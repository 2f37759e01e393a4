// Every proof and document that the front page links to exists in the repository. A path that ends with a slash is a folder.
import { statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { CODE_EXCERPTS, partsOf, sourceOf } from "@/components/marketing/code-excerpts";
import { DOCUMENTATION, SECURITY } from "@/components/marketing/documents";
import { sourceHref } from "@/components/marketing/source-link";
import { WALLS } from "@/components/marketing/walls";
import { ROOT, textOf } from "./source";

function isThere(file: string): boolean {
  const found = statSync(path.join(ROOT, file), { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() === file.endsWith("/");
}

it("links from the front page only to files and folders that exist", () => {
  const named = [...WALLS.flatMap(({ proof }) => proof), ...[...DOCUMENTATION, ...SECURITY].map((each) => each.path)];
  expect(named.filter((file) => !isThere(file))).toEqual([]);
  expect(["no-such-file.md", "docs"].filter(isThere)).toEqual([]);
});

it("builds links to files and folders in the format of repository hosts", () => {
  expect(sourceHref("https://git.test/a/b", "lib/web/edge/")).toBe("https://git.test/a/b/tree/HEAD/lib/web/edge");
  expect(sourceHref("https://git.test/a/b", "README.md")).toBe("https://git.test/a/b/blob/HEAD/README.md");
});

it("shows code that is in the source exactly as shown", () => {
  const differing = CODE_EXCERPTS.filter(({ path: file, code }) => !textOf(file).includes(`${sourceOf(code)}\n`));
  expect(differing.map(({ path: file }) => file)).toEqual([]);
  expect(CODE_EXCERPTS.map(({ code }) => partsOf(code).length)).toEqual([9, 3, 3]);
});

it("marks parts of an excerpt, and removes its indentation", () => {
  expect(partsOf("  a(«b»,\n    c)\n  d")).toEqual(["a(", "b", ",\n  c)\nd"]);
  expect(sourceOf("  a(«b»,\n    c)")).toBe("  a(b,\n    c)");
});
