// The beginning of a note on one line, without Markdown syntax.
import "server-only";
import { parseMarkdown, type MarkdownNode } from "@/lib/text/markdown";

/** Nodes whose parts form one line and are joined directly. All other nodes consist of blocks. */
const INLINE = new Set(["paragraph", "heading", "emphasis", "strong", "delete", "link", "linkReference", "tableCell"]);

/** What separates the parts of these blocks. */
const SEPARATORS: Readonly<Record<string, string>> = { list: ", ", listItem: ", ", tableRow: ", " };

function wordsOf(node: MarkdownNode): string {
  if ("value" in node) return node.value;
  if ("alt" in node) return node.alt ?? "";
  if (!("children" in node)) return " ";
  const parts = node.children.map(wordsOf);
  return INLINE.has(node.type) ? parts.join("") : joined(parts, SEPARATORS[node.type] ?? " · ");
}

/** After a part that ends with a punctuation mark, a space replaces the separator. */
function joined(parts: string[], separator: string): string {
  const [first = "", ...others] = parts.map((part) => part.trim()).filter((part) => part !== "");
  return others.reduce((line, text) => `${line}${/[.,:;!?…]$/u.test(line) ? " " : separator}${text}`, first);
}

export function excerptOf(beginning: string): string {
  return wordsOf(parseMarkdown(beginning)).replace(/\s+/gu, " ").trim();
}
