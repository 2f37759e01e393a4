import { expect, it } from "vitest";
import { noticePage } from "./notice-page";

it("escapes all text that the page shows", () => {
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
