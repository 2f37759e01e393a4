import { expect, it } from "vitest";
import { dark, light } from "@/lib/design/palette";
import { renderMail } from "./layout";

const { html } = renderMail(
  {
    subject: "Hello",
    paragraphs: ["<b>Bold</b>"],
    button: { label: "Go", url: "https://a.test/?b=1&c=2" },
    notes: ["Note"],
  },
  "request",
);

it("adds a dark-mode color for every mail element with an inline light color", () => {
  const [, query = ""] = /@media\(prefers-color-scheme:dark\)\{(.*)\}<\/style>/.exec(html) ?? [];
  const classes = [...query.matchAll(/\.(\w+)\{/g)].map(([, name]) => name);
  const colored = [...html.matchAll(/<\w+ (?:class="(\w+)" )?[^>]*style="[^"]*(?:color|background):#[^"]*"/g)];
  expect(colored.length).toBeGreaterThan(5);
  for (const [tag, name] of colored) expect(classes, tag).toContain(name);
  expect(query).toContain(dark.accent);
  expect(html).toContain(`background:${light.accent}`);
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
});

it("escapes the paragraphs and the link of a mail", () => {
  expect(html).toContain("&lt;b&gt;Bold&lt;/b&gt;");
  expect(html).toContain("https://a.test/?b=1&amp;c=2");
});
