// The beginning of a note on one line, without Markdown syntax.
import "server-only";
import { parseMarkdown, type MarkdownNode } from "@/lib/text/markdown";

/** Nodes whose parts form one line and are joined directly. All other nodes consist of blocks. */
const INLINE = new Set(["paragraph", "heading", "emphasis", "strong", "delete", "link", "linkReference", "tableCell"]);

/** What separates the parts of these blocks. */
const SEPARATORS: Readonly<Record<string, string>> = { list: "; ", listItem: "; ", tableRow: ", " };

function wordsOf(node: MarkdownNode): string {
  if ("value" in node) return node.value;
  if ("alt" in node) return node.alt ?? "";
  if (!("children" in node)) return " ";
  return INLINE.has(node.type) ? node.children.map(wordsOf).join("") : joined(node.children, SEPARATORS[node.type] ?? " · ");
}

/** A colon follows a heading. After a part that ends with a punctuation mark, a space replaces the separator. */
function joined(blocks: MarkdownNode[], separator: string): string {
  let [line, next] = ["", ""];
  for (const block of blocks) {
    const text = wordsOf(block).trim();
    if (text === "") continue;
    line += (/[.,:;!?…]$/u.test(line) ? " " : next) + text;
    next = block.type === "heading" ? ": " : separator;
  }
  return line;
}

export function excerptOf(beginning: string): string {
  return wordsOf(parseMarkdown(beginning)).replace(/\s+/gu, " ").trim();
}
