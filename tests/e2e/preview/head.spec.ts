// The parts of a page for other programs: link previews, search engines, and browsers that pin or install the site.
import { expect, test } from "@/tests/setup/fixtures";

/** The content of a tag in the head, by its property or name. */
const tagOf = (html: string, name: string) =>
  new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html.split("</head>")[0] ?? "")?.[1];

test("describes the front page with a title, a sentence and a picture in the head", async ({ request }) => {
  const html = await (await request.get("/")).text();
  expect(tagOf(html, "og:title")).toContain("The multi-tenant Next.js foundation with its walls already built");
  expect(tagOf(html, "og:description")).toContain("Accounts, sessions, organizations and an audit log");
  expect(tagOf(html, "description")).toBe(tagOf(html, "og:description"));
  expect(tagOf(html, "twitter:card")).toBe("summary_large_image");
  const address = tagOf(html, "og:image") ?? "";
  const picture = await request.get(new URL(address).pathname);
  expect(picture.headers()["content-type"]).toBe("image/png");
  const bytes = await picture.body();
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  expect(bytes.length).toBeLessThan(300_000);
});

test("serves every icon that pages and the manifest refer to", async ({ request }) => {
  const html = await (await request.get("/login")).text();
  const icons = [...html.matchAll(/<link rel="(?:icon|apple-touch-icon)" href="([^"]+)"/g)].map(([, href]) => href ?? "");
  expect(icons).toHaveLength(3);
  const manifest = (await (await request.get("/manifest.webmanifest")).json()) as { icons: { src: string }[] };
  for (const href of [...icons, ...manifest.icons.map(({ src }) => src)]) {
    const response = await request.get(href);
    expect(response.status(), href).toBe(200);
    expect(response.headers()["content-type"], href).toMatch(/^image\//);
  }
});

test("keeps search engines out of an instance that is not in production", async ({ request }) => {
  expect(await (await request.get("/robots.txt")).text()).toContain("Disallow: /\n");
  expect(await (await request.get("/sitemap.xml")).text()).toContain("/login</loc>");
});
