import ts from "typescript";
import { describe, expect, it } from "vitest";
import { bannedPhrases, filesToRead } from "./banned-phrases";
import { descendants, isCode, isTest, parse } from "./source";

/** Their messages are for logs and terminals. */
const FOR_OPERATORS = /^lib\/(db|env)\//;

/** The texts of pages and mail in which the pattern occurs. */
function textsWith(pattern: RegExp, file: string, text?: string): string[] {
  const texts = [...descendants(parse(file, text))].filter(
    (node) => ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node),
  );
  return texts.flatMap((node) => (pattern.test(node.text) ? [`${file}: ${node.text.trim()}`] : []));
}

const straightApostrophes = (file: string, text?: string) => textsWith(/\p{L}'\p{L}/u, file, text);

describe("comments, messages, titles and documents", () => {
  it("use none of the banned phrases", () => {
    const files = filesToRead();
    expect(files.length).toBeGreaterThan(700);
    expect(files.flatMap((file) => bannedPhrases(file))).toEqual([]);
  });
});

describe("the texts of pages and mail", () => {
  it("use the curly apostrophe", () => {
    const files = filesToRead(["app", "components", "lib"]).filter((file) => isCode(file) && !isTest(file));
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => !FOR_OPERATORS.test(file)).flatMap((file) => straightApostrophes(file))).toEqual([]);
  });

  it("of mail never mention a button, because its text part has only links", () => {
    const files = filesToRead(["lib"]).filter((file) => file.endsWith("/mails.ts"));
    expect(files.length).toBeGreaterThanOrEqual(3);
    expect(files.flatMap((file) => textsWith(/button/i, file))).toEqual([]);
    expect(textsWith(/button/i, "lib/auth/mails.ts", "const a = `Use the button, ${b}.`;")).toHaveLength(1);
  });
});

describe("the search for straight apostrophes", () => {
  it.each([
    [`const a = "You don't.";`, 1],
    ["const a = `${b} isn't.`;", 1],
    ["const a = <p>It isn't.</p>;", 1],
    [`// It isn't.\nconst a = "You don’t.";`, 0],
    ["const a = sql`interval '1 day'`;", 0],
  ])("counts those in texts, but not those in comments or SQL: %s", (text, count) => {
    expect(straightApostrophes("app/page.tsx", text)).toHaveLength(count);
  });
});

describe("the search for banned phrases", () => {
  it.each([
    ["a comment", "lib/example.ts", "// Open to whoever asks.\n", "whoever"],
    ["a comment, across two lines", "lib/example.ts", "// Hides a person who is\n// no member.\n", "who is no"],
    ["a documentation comment", "lib/example.ts", "/**\n * Reads the row\n * anew.\n */\nconst row = 1;\n", "anew"],
    ["a trailing comment", "lib/example.ts", "const row = 1; // of ours\n", "of ours"],
    ["a string", "lib/example.ts", 'fail("This link is nobody\'s.");\n', "nobody's"],
    ["a template", "lib/example.ts", "fail(`${count} rows: ${what} waits, and is told`);\n", "is told"],
    ["a title", "lib/example.test.ts", 'it("refuses what is no id", () => {});\n', "what is no"],
    ["the text of a page", "app/page.tsx", "const a = <p>\n  Take system admin away\n</p>;\n", "Take system admin away"],
    ["a document", "docs/example.md", "# Title\n\nThe address\nof now.\n", "of now"],
    ["a schema", "prisma/schema/example.prisma", "// Kept for nobody.\n", "for nobody"],
  ])("finds a phrase in %s", (_what, file, text, phrase) => {
    expect(bannedPhrases(file, text)).toEqual([expect.stringContaining(`"${phrase}"`)]);
  });

  it("names the line and what to write instead", () => {
    const [found] = bannedPhrases("lib/example.ts", "\n\n// Reads it anew.\n");
    expect(found).toBe('lib/example.ts:3: "anew": write again, or refresh');
  });

  it.each([
    ["code", "lib/example.ts", "const anew = whoever;\n"],
    ["a longer word", "docs/example.md", "Ofttimes of nowhere.\n"],
    ["the same words with another meaning", "docs/example.md", "As of now, titles are told apart.\n"],
  ])("ignores %s", (_what, file, text) => {
    expect(bannedPhrases(file, text)).toEqual([]);
  });
});
