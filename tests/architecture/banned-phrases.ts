// Phrases that make a sentence hard to read, each with what to write instead, and a search for them in comments, texts and documents.
// As a tool: npx tsx tests/architecture/banned-phrases.ts [folder or file …]
import { statSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { descendants, filesIn, parse, ROOT, textOf } from "./source";

/** A line may end between two words of a phrase, and the comment may continue on the next line. */
const GAP = String.raw`(?:\s|//|\*|#)+`;

const BANNED: [phrase: string, instead: string][] = [
  ["whoever|whomever", "the user who, anyone who, or the caller"],
  ["whom it is", "name the person"],
  ["who (?:is|are) no", "who is not a"],
  ["anew", "again, or refresh"],
  ["(?<!as )of now", "current"],
  ["what waits", "pending"],
  ["(?:take|takes|taken|taking|took) (?:[a-z-]+ ){0,3}away", "revoke or remove"],
  ["do(?:es)? it already", "name the transaction or the process"],
  ["(?:is|are|was|were) told(?! apart)", "gets, receives or sees"],
  ["nobody's", "no one's, unowned or without an author"],
  ["(?:to|for|by|of) nobody", "to no one; or say what does not happen"],
  ["what nobody", "name the thing"],
  ["how many (?:it|they) were", "the number of"],
  ["of ours", "our"],
  ["what (?:is|are) no(?! longer)", "what is not a; or name the thing"],
  ["in vain", "without effect, or unused"],
  ["greatest length", "maximum length"],
  ["without an end", "unbounded"],
  ["at most so many", "a limited number of"],
  ["the last first", "newest first"],
  ["tells? of", "reports, lists or describes"],
  ["lets whom", "allows"],
  ["asked for from", "requested from"],
  ["bring (?:it|them) back", "restore, or undo"],
  ["everything and everybody", "name what"],
  ["(?:is|are) nothing here", "name what is missing"],
];

const PATTERNS = BANNED.map(([phrase, instead]) => ({
  pattern: new RegExp(`(?<![\\w-])(?:${phrase.replaceAll(" ", GAP)})(?![\\w-])`, "gi"),
  instead,
}));

/** Applied migrations must not change, because databases record their checksums. */
const FOLDERS = ["app", "components", "lib", "prisma", "scripts", "tests", "docs", ".github"];
const ROOT_FILES = [
  ".dependency-cruiser.cjs",
  ".env.example",
  "README.md",
  "SECURITY.md",
  "eslint.config.js",
  "instrumentation.ts",
  "middleware.ts",
];
const LEFT_OUT = ["prisma/migrations/", "tests/architecture/banned-phrases.ts", "tests/architecture/prose.test.ts"];
const READ = /\.(tsx?|[cm]?js|md|prisma|ya?ml|css|sh)$|\.env\.example$/;
const PARSED = /\.(tsx?|[cm]?js)$/;

export function filesToRead(places: string[] = [...FOLDERS, ...ROOT_FILES]): string[] {
  const files = places.flatMap((place) => (statSync(path.join(ROOT, place)).isDirectory() ? filesIn(place) : [place]));
  return files.filter((file) => READ.test(file) && !LEFT_OUT.some((start) => file.startsWith(start)));
}

/** `path:line: "phrase": write …` for every banned phrase in the file. */
export function bannedPhrases(file: string, text: string = textOf(file)): string[] {
  const everywhere = phrasesIn(text);
  if (everywhere.length === 0) return [];
  const found = PARSED.test(file) ? phrasesIn(proseOf(parse(file, text))) : everywhere;
  return found.map(({ phrase, index, instead }) => {
    const line = text.slice(0, index).split("\n").length;
    return `${file}:${line}: "${phrase.replaceAll(/[\s/*#]+/g, " ")}": write ${instead}`;
  });
}

function phrasesIn(text: string) {
  return PATTERNS.flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)].map(({ 0: phrase, index }) => ({ phrase, index, instead })),
  ).sort((a, b) => a.index - b.index);
}

/** The text of a file without its code: comments, strings, templates and JSX text keep their positions. */
function proseOf(source: ts.SourceFile): string {
  const { text } = source;
  let prose = "";
  const keep = (from: number, to: number) => {
    prose += text.slice(prose.length, from).replaceAll(/[^\n]/g, "\0") + text.slice(from, to);
  };
  for (const node of descendants(source)) {
    if (node.getChildCount() > 0 || node.getEnd() <= prose.length) continue;
    const start = node.getStart(source);
    keep(Math.max(node.getFullStart(), prose.length), start);
    if (isText(node)) keep(start, node.getEnd());
  }
  return prose;
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node);
}

if (process.argv[1] === import.meta.filename) {
  const found = filesToRead(process.argv.length > 2 ? process.argv.slice(2) : undefined).flatMap((file) =>
    bannedPhrases(file),
  );
  console.log([...found, `${found.length} found`].join("\n"));
}
