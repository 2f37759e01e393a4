// A preview deployment on Vercel says on every page that it is one, and is not found by search engines.
import { startBareInstance, type BareInstance } from "@/tests/e2e/bare-instance";
import { expect, test } from "@/tests/setup/fixtures";

const BAR =
  /<section[^>]*aria-label="Deployment"[^>]*>.*?Preview deployment\..*?Its data is not production’s\..*?<\/section>/;

let preview: BareInstance;

test.beforeAll(async ({ app }) => {
  const env = (host: string) => ({
    APP_ENV: "beta",
    APP_URL: `https://${host}`,
    VERCEL: "1",
    VERCEL_ENV: "preview",
    VERCEL_URL: host,
    RATE_LIMIT_STORE: "upstash",
    // No server is there, so limits are counted in memory.
    UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1",
    UPSTASH_REDIS_REST_TOKEN: "u-0123456789-0123456789-0123456789",
  });
  preview = await startBareInstance(app.database_url, { env });
});
test.afterAll(() => preview.stop());

const get = (path: string, init?: RequestInit) =>
  fetch(`${preview.url}${path}`, { headers: { Accept: "text/html", "Sec-Fetch-Dest": "document" }, ...init });

for (const [what, path, status, init] of [
  ["the front page", "/", 200, undefined],
  ["a form", "/login", 200, undefined],
  ["the page for an unknown path", "/no/such/page", 404, undefined],
  ["a refusal by the middleware", "/login", 415, { method: "POST", headers: { Accept: "text/html" }, body: "a=b" }],
] as const) {
  test(`says on ${what} that it is a preview, above everything else`, async () => {
    const response = await get(path, init);
    const html = await response.text();
    expect(response.status).toBe(status);
    expect(html.match(BAR)?.index).toBeGreaterThan(0);
    expect(html.search(BAR)).toBeLessThan(html.indexOf("<main"));
  });
}

test("asks search engines to stay away", async () => {
  expect(await (await get("/robots.txt")).text()).toBe("User-Agent: *\nDisallow: /\n\n");
});

test("is told apart from other deployments, which have no bar", async ({ app }) => {
  expect(await (await fetch(app.url)).text()).not.toMatch(BAR);
});
