// Parses Markdown as common tools do: CommonMark with GitHub's tables, task lists, strikethrough and links. HTML is treated
// as plain text, so no user's HTML gets into a page.
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { newlineToBreak } from "mdast-util-newline-to-break";
import { gfm } from "micromark-extension-gfm";

export type MarkdownNode = Nodes;

const HTML = ["htmlFlow", "htmlText"];
const FOOTNOTES = ["gfmFootnoteCall", "gfmFootnoteDefinition", "gfmPotentialFootnoteCall"];

const MAX_DEPTH = 32;
const MAX_NODES = 5_000;

const CONTAINER = String.raw`(?:>|(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))`;
const TOO_DEEP = new RegExp(String.raw`^(?:[ \t]*${CONTAINER}){${MAX_DEPTH + 1}}`, "m");

/** An upper bound for the number of table cells in the text. The parser pads each row to the width of its table. */
function mostCells(text: string): number {
  const cells = text.split(/\n[ \t]*\n/).map((block) => {
    const lines = block.split("\n");
    return lines.length * Math.max(...lines.map((line) => line.split("|").length - 1));
  });
  return cells.reduce((sum, each) => sum + each, 0);
}

/** Whether parsing could exhaust the stack or the memory. Examines the raw text, because parsing it could already do so. */
function isExcessive(text: string): boolean {
  return TOO_DEEP.test(text) || mostCells(text) > MAX_NODES;
}

/**
 * Whether a tree is small enough to be walked and sent. A few thousand characters can nest thousands of block quotes, which
 * exhausts the stack, or make a table of a million cells.
 */
export function isModest(tree: object): boolean {
  let nodes = 0;
  let level = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    if (depth > MAX_DEPTH || nodes > MAX_NODES) return false;
    level = level.flatMap((node) => ("children" in node ? (node.children as object[]) : []));
  }
  return true;
}

/** The text as one paragraph, as if it contained no Markdown. */
export function asPlainText(text: string): Root {
  return { type: "root", children: [{ type: "paragraph", children: [{ type: "text", value: text }] }] };
}

/** The text as a tree, in which each line break is kept. A text whose tree would be excessive is one plain paragraph. */
export function parseMarkdown(text: string): Root {
  const root = isExcessive(text) ? asPlainText(text) : parsed(text);
  newlineToBreak(root);
  return root;
}

function parsed(text: string): Root {
  const root = fromMarkdown(text, {
    extensions: [gfm(), { disable: { null: [...HTML, ...FOOTNOTES] } }],
    mdastExtensions: [gfmFromMarkdown()],
  });
  return isModest(root) ? root : asPlainText(text);
}
