// Parses Markdown as common tools do: CommonMark with GitHub's tables, task lists, strikethrough and links. HTML is treated
// as plain text, so no user's HTML gets into a page, and nothing that was typed disappears.
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

/**
 * Whether a tree is small enough to be walked and sent. A few thousand characters can nest thousands of quotations, which
 * exhausts the stack, or make a table of 70,000 cells.
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
  const parsed = fromMarkdown(text, {
    extensions: [gfm(), { disable: { null: [...HTML, ...FOOTNOTES] } }],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const root = isModest(parsed) ? parsed : asPlainText(text);
  newlineToBreak(root);
  return root;
}
