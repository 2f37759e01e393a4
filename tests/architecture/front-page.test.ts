// Every proof and document that the front page links to exists in the repository. A path that ends with a slash is a folder.
import { statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { DOCUMENTATION, SECURITY } from "@/components/marketing/documents";
import { sourceHref } from "@/components/marketing/source-link";
import { WALLS } from "@/components/marketing/walls";
import { ROOT } from "./source";

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
