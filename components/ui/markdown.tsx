import type { Element, Root } from "hast";
import { defaultSchema, sanitize, type Schema } from "hast-util-sanitize";
import { toJsxRuntime, type Components } from "hast-util-to-jsx-runtime";
import { Square, SquareCheck } from "lucide-react";
import { toHast, type State } from "mdast-util-to-hast";
import { createElement, type ReactNode } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { asPlainText, isModest, parseMarkdown } from "@/lib/text/markdown";
import { TextLink } from "./text-link";

interface Within {
  children?: ReactNode;
}

/** The only elements that rendered Markdown may contain. Excludes images, because they would be loaded from other sites. */
const ALLOWED: Schema = {
  ...defaultSchema,
  tagNames: "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr input li ol p pre strong table tbody td th thead tr ul".split(
    " ",
  ),
  attributes: { a: ["href"], input: [["type", "checkbox"], "checked"], ol: ["start"], td: ["align"], th: ["align"] },
  protocols: { href: ["http", "https", "mailto"] },
};

/** Replaces an image by its description. */
function describeImage(_state: State, { alt }: { alt?: string | null | undefined }): Element {
  return { type: "element", tagName: "em", properties: {}, children: [{ type: "text", value: alt || "Image" }] };
}

/** Puts each heading one level below its parent heading, however many # it has. Level 1 is the page's title. */
function nestHeadings(node: Root | Element, open: string[] = []): void {
  for (const child of node.children) {
    if (child.type !== "element") continue;
    if (/^h[1-6]$/.test(child.tagName)) {
      while ((open.at(-1) ?? "") >= child.tagName) open.pop();
      open.push(child.tagName);
      child.tagName = `h${Math.min(open.length + 1, 6)}`;
    } else nestHeadings(child, open);
  }
}

function treeOf(text: string): Root {
  const tree = toHast(parseMarkdown(text), { handlers: { image: describeImage, imageReference: describeImage } });
  const safe = sanitize(isModest(tree) ? tree : toHast(asPlainText(text)), ALLOWED) as Root;
  nestHeadings(safe);
  return safe;
}

const styled =
  (tag: string, className: string, more: object = {}) =>
  ({ children }: Within) =>
    createElement(tag, { className, ...more }, children);

const cell =
  (tag: "th" | "td", className: string) =>
  ({ align, children }: Within & { align?: string | undefined }) => {
    // A class, because the content security policy refuses inline styles.
    const side = align === "right" ? "text-right" : align === "center" ? "text-center" : "text-left";
    const scope = tag === "th" ? "col" : undefined;
    return createElement(
      tag,
      { scope, dir: "auto", className: `border-b px-3 py-2 first:ps-0 ${className} ${side}` },
      children,
    );
  };

/** The space before the item's text is a part of the margin. */
function Checkbox({ checked }: { checked?: boolean | undefined }) {
  const Icon = checked ? SquareCheck : Square;
  return (
    <>
      <Icon aria-hidden="true" className="-ms-6 me-1 inline size-4 align-[-0.1875rem] text-muted" />
      <span className="sr-only">{checked ? "Done:" : "To do:"}</span>
    </>
  );
}

const MAJOR = "mt-4 text-lg font-semibold wrap-anywhere first:mt-0";
const MINOR = "mt-2 font-semibold wrap-anywhere first:mt-0";
const LIST = "grid gap-1.5 ps-6 marker:text-muted";
const AUTO = { dir: "auto" };

const COMPONENTS: Partial<Components> = {
  h2: styled("h2", MAJOR, AUTO),
  h3: styled("h3", MINOR, AUTO),
  h4: styled("h4", MINOR, AUTO),
  h5: styled("h5", MINOR, AUTO),
  h6: styled("h6", MINOR, AUTO),
  p: styled("p", "wrap-anywhere", AUTO),
  ul: styled("ul", `list-disc ${LIST}`),
  ol: ({ start, children }: Within & { start?: number | undefined }) => (
    <ol start={start} className={`list-decimal ${LIST}`}>
      {children}
    </ol>
  ),
  li: styled("li", "wrap-anywhere has-[>svg]:list-none [&>*+p]:mt-1.5 [&>ol]:mt-1.5 [&>ul]:mt-1.5", AUTO),
  input: Checkbox,
  blockquote: styled("blockquote", "grid gap-4 border-s-2 border-control ps-4 text-muted", AUTO),
  hr: styled("hr", "my-2 border-border"),
  a: ({ href = "", children }: Within & { href?: string | undefined }) => (
    <TextLink href={href} rel="nofollow noopener noreferrer">
      {children}
    </TextLink>
  ),
  code: styled("code", "rounded-sm bg-sunken px-1 py-0.5 font-mono text-sm wrap-anywhere"),
  pre: styled("pre", "rounded-control bg-sunken p-4 whitespace-pre-wrap [&>code]:p-0", { dir: "ltr" }),
  table: ({ children }: Within) => (
    <div role="region" aria-label="Table" tabIndex={0} className="overflow-x-auto">
      <table className="text-sm">{children}</table>
    </div>
  ),
  th: cell("th", "border-control font-medium"),
  td: cell("td", "border-border"),
};

/** Markdown that users wrote, at most 70 characters per line. Rendered on the server, so that it needs no JavaScript. */
export function Markdown({ text }: { text: string }) {
  const runtime = { Fragment, jsx, jsxs, components: COMPONENTS, tableCellAlignToStyle: false };
  return <div className="grid max-w-[34rem] grid-cols-1 gap-4">{toJsxRuntime(treeOf(text), runtime)}</div>;
}
