import ts from "typescript";
import { describe, expect, it } from "vitest";
import { folderCycles, folderOfAuth, folderOfLib } from "./folder-cycles";
import { filesIn, isCode, isTest, resolveImport, textOf } from "./source";

const files = filesIn("lib").filter((file) => isCode(file) && !isTest(file));
const known = new Set(files);

/** All imports of a file, including type and dynamic imports. */
function importsOf(file: string, text = textOf(file)): string[] {
  const named = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return named.flatMap((specifier) => resolveImport(file, specifier, known) ?? []);
}

const ofLib = new Map(files.map((file) => [file, importsOf(file)]));

describe("the folders of lib", () => {
  it("have no cycles", () => {
    expect([...ofLib.values()].flat().length).toBeGreaterThan(500);
    expect(folderCycles(ofLib, folderOfLib)).toEqual([]);
  });

  it("have no cycles within auth", () => {
    expect(folderCycles(ofLib, folderOfAuth)).toEqual([]);
  });

  it.each([
    ["a value", 'import { isSlug } from "@/lib/organizations/slug";'],
    ["a type", 'import type { OrganizationView } from "@/lib/organizations/organizations-of";'],
    ["a type in an expression", 'type View = import("@/lib/organizations/view").OrganizationDetail;'],
    ["a relative import", 'export { isSlug } from "../organizations/slug";'],
    ["a dynamic import", 'export const load = () => import("../organizations/slug");'],
  ])("are reported if a planted file closes a cycle through %s", (_how, text) => {
    // auth imports organizations, so nothing that organizations imports may import auth.
    expect(ofLib.get("lib/auth/sign-in/sign-in.ts")).toContain("lib/organizations/organizations-of.ts");
    const planted = new Map(ofLib)
      .set("lib/lists/planted.ts", importsOf("lib/lists/planted.ts", text))
      .set("lib/organizations/planted.ts", ["lib/lists/planted.ts"]);
    const cycles = folderCycles(planted, folderOfLib);
    expect(cycles.some((cycle) => cycle.startsWith("lib/lists/planted.ts → lib/organizations/"))).toBe(true);
    expect(cycles).toContain("lib/organizations/planted.ts → lib/lists/planted.ts");
  });

  it("are reported if a planted file closes a cycle within auth", () => {
    const planted = new Map(ofLib).set("lib/auth/passwords/planted.ts", ["lib/auth/sessions/create-session.ts"]);
    expect(folderCycles(planted, folderOfAuth)).toContain(
      "lib/auth/passwords/planted.ts → lib/auth/sessions/create-session.ts",
    );
  });
});
