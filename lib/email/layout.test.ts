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

it("has colors for dark mode for everything that has a light color inline", () => {
  const [, query = ""] = /@media\(prefers-color-scheme:dark\)\{(.*)\}<\/style>/.exec(html) ?? [];
  const classes = [...query.matchAll(/\.(\w+)\{/g)].map(([, name]) => name);
  const colored = [...html.matchAll(/<\w+ (?:class="(\w+)" )?[^>]*style="[^"]*(?:color|background):#[^"]*"/g)];
  expect(colored.length).toBeGreaterThan(5);
  for (const [tag, name] of colored) expect(classes, tag).toContain(name);
  expect(query).toContain(dark.accent);
  expect(html).toContain(`background:${light.accent}`);
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
});

it("escapes what it is given", () => {
  expect(html).toContain("&lt;b&gt;Bold&lt;/b&gt;");
  expect(html).toContain("https://a.test/?b=1&amp;c=2");
});
