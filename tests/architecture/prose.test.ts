import { describe, expect, it } from "vitest";
import { bannedPhrases, filesToRead } from "./banned-phrases";

describe("comments, messages, titles and documents", () => {
  it("use none of the banned phrases", () => {
    const files = filesToRead();
    expect(files.length).toBeGreaterThan(700);
    expect(files.flatMap((file) => bannedPhrases(file))).toEqual([]);
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
