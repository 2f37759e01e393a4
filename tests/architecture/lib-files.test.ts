import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { closureOf as filesLoadedBy, filesIn, isCode, isTest, parse, ROOT, textOf, valueImports } from "./source";

const MAX_LINES = 200;
const MAX_OPENING_LINES = 4;
const VAGUE_NAMES = /^(utils?|helpers?|common|services?|managers?|misc|shared|index)$/;

const libFiles = filesIn("lib").filter((file) => isCode(file) && !isTest(file));
const everyCode = ["app", "components", "lib", "scripts", "tests"].flatMap(filesIn).filter(isCode);
const except = (files: string[], fine: (file: string) => boolean) => files.filter((file) => !fine(file));

const known = new Set(everyCode);
/** Configuration files, and files that Playwright loads. They run outside Next.js, where importing server-only throws. */
const toolFiles = [
  ...readdirSync(ROOT).filter((file) => file.endsWith(".config.ts")),
  ...filesIn("tests/e2e").filter(isCode),
];
const browserFiles = [
  ...filesIn("components").filter((file) => isCode(file) && !isTest(file)),
  ...filesIn("app").filter((file) => isCode(file) && /^"use client";/m.test(textOf(file))),
];

const closureOf = (start: string[]) => filesLoadedBy(start, known);

function browserProblems(start: string[]): string[] {
  return closureOf(start).flatMap((file) => [
    ...(/^lib\/(db|crypto|env)\//.test(file) ? [`${file} is in a folder with secrets`] : []),
    ...valueImports(parse(file))
      .filter((specifier) => specifier.startsWith("node:") || specifier === "server-only")
      .map((specifier) => `${file} imports ${specifier}`),
  ]);
}

/** The packages that client components load at run time, except React, Next.js and icons. All of them reach the browser. */
function browserPackages(start: string[]): string[] {
  return closureOf(start).flatMap((file) =>
    valueImports(parse(file))
      .filter((specifier) => !/^(@\/|\.|node:|(react|react-dom|next|lucide-react)(\/|$))/.test(specifier))
      .map((specifier) => `${file} imports ${specifier}`),
  );
}

function openingComment(text: string): string[] {
  const lines = text.split("\n");
  return lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("// ")),
  );
}

function isServerOnly(file: string): boolean {
  return valueImports(parse(file)).includes("server-only");
}

describe("every file of lib", () => {
  it("opens with one to four lines that say what it guarantees", () => {
    const opens = (file: string) => {
      const lines = openingComment(textOf(file)).length;
      return lines >= 1 && lines <= MAX_OPENING_LINES;
    };
    expect(except(libFiles, opens)).toEqual([]);
  });

  it(`has at most ${MAX_LINES} lines`, () => {
    expect(except(libFiles, (file) => textOf(file).trimEnd().split("\n").length <= MAX_LINES)).toEqual([]);
  });

  it("is marked server-only, unless code outside the server loads it", () => {
    const unmarked = libFiles.filter((file) => !isServerOnly(file));
    const outside = closureOf([...browserFiles, ...toolFiles]).filter((file) => file.startsWith("lib/"));
    expect(unmarked).toEqual(outside.sort());
  });
});

describe("every source file", () => {
  it("has a kebab-case name that says what it does, and is never an index file", () => {
    const words = (file: string) => (file.split("/").at(-1) ?? "").split(".");
    const fine = (file: string) => {
      const [name = "", ...rest] = words(file);
      return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && !VAGUE_NAMES.test(name) && rest.length <= 3;
    };
    expect(except(everyCode, fine)).toEqual([]);
  });

  it("is in a folder with a kebab-case name", () => {
    const folders = new Set(everyCode.flatMap((file) => file.split("/").slice(0, -1)));
    // Next.js's notation for folders: (group), [parameter], [...rest].
    // A route whose URL ends like that of a file has a folder with that name.
    const bare = [...folders].map((folder) => folder.replace(/^[([]+(\.\.\.)?|[)\]]+$|\.json$/g, ""));
    expect(except(bare, (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && !VAGUE_NAMES.test(name))).toEqual([]);
  });
});

describe("the code that a browser loads", () => {
  it("imports no Node.js modules, no server-only files and nothing from folders that handle secrets", () => {
    expect(browserFiles.length).toBeGreaterThan(40);
    expect(browserProblems(browserFiles)).toEqual([]);
  });

  it("includes no package except React, Next.js and icons", () => {
    const client = browserFiles.filter((file) => /^"use client";/m.test(textOf(file)));
    expect(client.length).toBeGreaterThan(10);
    expect(browserPackages(client)).toEqual([]);
    expect(browserPackages(["lib/text/at-most.ts"])).toEqual(["lib/text/at-most.ts imports zod"]);
  });

  it.each([
    ["lib/auth/view.ts", "lib/auth/view.ts imports server-only"],
    ["lib/crypto/random.ts", "lib/crypto/random.ts is in a folder with secrets"],
    ["lib/env/secret-files.ts", "lib/env/secret-files.ts imports node:fs"],
    ["lib/auth/schemas.ts", "lib/auth/email-address.ts imports node:url"],
  ])("is refused if it reaches %s", (file, problem) => {
    expect(browserProblems([file])).toContain(problem);
  });
});
