import { afterEach, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { noticePage } from "./notice-page";

afterEach(() => {
  env().preview = false;
});

it("escapes all text of a notice", () => {
  const evil = `"><script>alert(1)</script>&'`;
  const html = noticePage({
    status: 403,
    title: evil,
    text: evil,
    href: `/org/x"${evil}`,
    label: evil,
    appName: evil,
    requestId: "r",
    nonce: "n",
  });
  expect(html).not.toContain("<script");
  expect(html.match(/&lt;script&gt;/g)).toHaveLength(6);
});

it("escapes all text of the sidebar around a notice, and sets the chosen theme", () => {
  const evil = `"><script>alert(1)</script>&'`;
  const html = noticePage({
    ...{ status: 404, title: "t", text: "t", href: "/", label: "l", appName: "a", requestId: "r", nonce: "n" },
    frame: {
      home: evil,
      way: { href: evil, label: evil },
      context: evil,
      sections: [{ title: evil, links: [{ label: evil, href: evil, icon: "pen" }] }],
      organizations: [{ name: evil, role: evil, href: evil, isCurrent: true }],
      person: { name: evil, email: evil },
    },
    theme: "dark",
  });
  expect(html).not.toContain("<script");
  expect(html.match(/&lt;script&gt;/g)).toHaveLength(14);
  expect(html).toContain('<html lang="en" data-theme="dark">');
});

it("says above everything else that a preview is one, and says nothing elsewhere", () => {
  const notice = { status: 404, title: "t", text: "t", href: "/", label: "l", appName: "a", requestId: "r", nonce: "n" };
  expect(noticePage(notice)).not.toMatch(/preview/i);
  env().preview = true;
  expect(noticePage(notice)).toContain(
    `<body><section class="preview" aria-label="Deployment"><p><strong>Preview deployment.</strong> Its data is not production’s.</p></section><main`,
  );
});
