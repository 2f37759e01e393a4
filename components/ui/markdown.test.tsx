import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown";

const render = (text: string) => renderToStaticMarkup(<Markdown text={text} />);
const tags = (html: string) => new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag));

describe("Markdown", () => {
  it("renders common Markdown, with headings one level below the page's title", () => {
    const html = render(
      "# One\n\nA **bold** and *soft* [link](https://example.com/a?b=1).\n\n1. first\n2. second\n\n~~gone~~ `code`",
    );
    expect(tags(html)).toEqual(new Set(["div", "h2", "p", "strong", "em", "a", "ol", "li", "del", "code"]));
    expect(html).toContain('href="https://example.com/a?b=1"');
  });

  it.each([
    ["## a\n## b", "h2 h2"],
    ["# a\n### b\n###### c\n## d\n# e", "h2 h3 h4 h3 h2"],
    ["#### a\n# b\n> ### c", "h2 h2 h3"],
    ["# a\n## b\n### c\n#### d\n##### e\n###### f", "h2 h3 h4 h5 h6 h6"],
  ])("skips no heading level in %j", (text, levels) => {
    expect([...render(text).matchAll(/<(h\d)/g)].map(([, tag]) => tag).join(" ")).toBe(levels);
  });

  it("renders tables and checklists in a form that screen readers understand", () => {
    const html = render("| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] swept\n- [ ] locked");
    expect(html).toMatch(/<th scope="col"[^>]*text-right/);
    expect(html).toMatch(/Done:<\/span> swept/);
    expect(html).toMatch(/To do:<\/span> locked/);
    expect(html).not.toContain("<input");
  });

  it("keeps line breaks", () => {
    expect(render("one\ntwo")).toMatch(/one<br\/>\s*two/);
  });

  it.each([
    "<script>alert(1)</script>",
    "a <img src=x onerror=alert(1)> b",
    "<style>body{display:none}</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//evil.example></iframe>",
    "<!-- hidden -->",
    "<svg onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
  ])("shows HTML as text instead of rendering it: %s", (text) => {
    const html = render(text);
    expect([...tags(html)].filter((tag) => !["div", "p", "br"].includes(tag ?? ""))).toEqual([]);
    expect(html).toMatch(/&lt;/);
  });

  it.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x](blob:https://example.com/1)",
  ])("renders %j without a script, data or blob URL", (text) => {
    expect(render(text)).not.toMatch(/href="[^"]*(?:script|data|blob):/i);
  });

  it("sends no referrer to the site that a link leads to", () => {
    expect(render("[x](https://example.com)")).toContain('rel="nofollow noopener noreferrer"');
  });

  it("loads no images, and shows their alt text instead", () => {
    const html = render(
      "![The arch](https://tracker.example/pixel.png) ![](//tracker.example/2.png) ![by name][p]\n\n[p]: /p.png",
    );
    expect(html).not.toMatch(/tracker|<img|src=|p\.png/);
    expect(html).toContain("The arch");
    expect(html).toContain("by name");
  });

  it("renders no inline style, id, name or event handler", () => {
    const everything =
      "# a\n\n|a|b|\n|:-:|--:|\n|1|2|\n\n- [x] b\n\n```js\nx\n```\n\n[^1] {#id} <p style='x' id=y name=z onclick=w>\n\n[^1]: n";
    expect(render(everything).replace(/&[a-z#0-9]+;.*?(?=<)/g, "")).not.toMatch(/\s(style|id|name|on\w+)=/);
  });

  it.each([
    ["nested quotations", "> ".repeat(3_500)],
    ["nested quotations without spaces", ">".repeat(7_000)],
    ["nested lists", `${"- ".repeat(3_490)}a@b.example`],
    ["nested numbered lists", `${"1) ".repeat(2_300)}a`],
    ["nested lists and quotations", `${"> - ".repeat(1_700)}a`],
    ["brackets", "![".repeat(3_500)],
    ["a table of 70,000 cells", `${"|a".repeat(30)}\n${"|-".repeat(30)}\n${"|x\n".repeat(2_300)}`],
    ["a table of 1,000 columns", `${"|a".repeat(1_000)}\n${"|-".repeat(1_000)}\n${"|x\n".repeat(900)}`],
    ["strikethrough", "~a".repeat(3_500)],
    ["emphasis", "*a_".repeat(2_333)],
  ])("renders a text of the maximum length full of %s, with limited output", (_what, text) => {
    expect(render(text).length).toBeLessThan(60_000);
  });
});
