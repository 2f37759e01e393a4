// The beginning of a note on one line, without Markdown syntax.
import "server-only";
import { parseMarkdown, type MarkdownNode } from "@/lib/text/markdown";

/** Inline nodes: their texts are joined directly. All other nodes are blocks: spaces separate their texts. */
const INLINE = new Set(["emphasis", "strong", "delete", "link", "linkReference"]);

function wordsOf(node: MarkdownNode): string {
  if ("value" in node) return node.value;
  if ("alt" in node) return node.alt ?? "";
  if (!("children" in node)) return " ";
  const text = node.children.map(wordsOf).join("");
  return INLINE.has(node.type) ? text : ` ${text} `;
}

export function excerptOf(beginning: string): string {
  return wordsOf(parseMarkdown(beginning)).replace(/\s+/gu, " ").trim();
}
