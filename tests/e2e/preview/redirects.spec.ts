// No link can redirect a user to another site.
import { createAccount } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { HOSTILE_TARGETS } from "@/tests/e2e/hostile-targets";
import { rawRequest } from "@/tests/e2e/raw-request";
import { expect, test } from "@/tests/setup/fixtures";

test("never redirects a signed-in user from a sign-in link to another origin", async ({ app, mailbox, clientAddress }) => {
  const client = new ApiClient(app.url, clientAddress);
  const { email, password } = await createAccount(app.url, mailbox);
  expect((await client.post("/api/auth/login", { email, password })).status).toBe(200);
  expect(HOSTILE_TARGETS.length).toBeGreaterThanOrEqual(60);
  const fine = await client.get("/login?next=%2Faccount%2Fprofile");
  expect([fine.status, fine.headers.get("location")]).toEqual([307, "/account/profile"]);
  for (const target of HOSTILE_TARGETS) {
    const response = await client.get(`/login?next=${encodeURIComponent(target)}`);
    expect([target, response.status]).toEqual([target, 307]);
    const location = response.headers.get("location") ?? "";
    expect(new URL(location, app.url).origin, target).toBe(new URL(app.url).origin);
    expect(await response.text(), target).not.toMatch(/url=(https?:)?\/\/(?!localhost)/i);
  }
});

test("never redirects to another origin after a sign-in without JavaScript", async ({
  app,
  mailbox,
  browser,
  nextAddress,
}) => {
  const { email, password } = await createAccount(app.url, mailbox);
  // Few enough sign-ins for the limit per account and minute.
  for (const target of ["https://evil.test", "//evil.test", "/\\evil.test", "/\t/evil.test"]) {
    const headers = { "X-Forwarded-For": nextAddress() };
    const context = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: headers });
    const page = await context.newPage();
    await page.goto(`${app.url}/login?next=${encodeURIComponent(target)}`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname !== "/login");
    expect(new URL(page.url()).origin, target).toBe(new URL(app.url).origin);
    await context.close();
  }
});

test("never redirects to another origin from a path such as //evil.test, even after arriving from another site", async ({
  app,
  clientAddress,
}) => {
  const { host, origin } = new URL(app.url);
  const arrival = `Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n`;
  for (const target of HOSTILE_TARGETS.filter((each) => /^\/[\x21-\x7e]*$/.test(each))) {
    const head = `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${clientAddress}\r\nAccept: text/html\r\nConnection: close\r\n${arrival}\r\n`;
    const answer = await rawRequest(app.url, [head]);
    expect(answer.status, target).toBeGreaterThan(0);
    const led = [
      /^location: (.*)$/im.exec(answer.head)?.[1],
      /^refresh: \d+;url=(.*)$/im.exec(answer.head)?.[1],
      /content="0;url=([^"]*)"/.exec(answer.body)?.[1],
    ];
    for (const address of led)
      if (address !== undefined) expect(new URL(address.trim(), `${origin}/`).origin, target).toBe(origin);
  }
});

test("passes the requested path to the sign-in page, without a token or refusal, even if the client forges X-Request-Path", async ({
  app,
  clientAddress,
}) => {
  const client = new ApiClient(app.url, clientAddress);
  const members = "/org/somewhere/members?search=ada";
  const asked = [
    ["/account/profile", "/account/profile"],
    ["/admin/users?search=a+b%26&state=active", "/admin/users?search=a+b%26&state=active"],
    [members, members],
    ["/account/email?token=secret&x=1", "/account/email"],
    ["/account/export?refused=UNAUTHORIZED", "/account/export"],
    [`/account/email?x=${"y".repeat(2_000)}`, "/account/email"],
  ] as const;
  for (const [path, next] of asked) {
    for (const forged of ["/account/delete", "//evil.test", "https://evil.test/", ""]) {
      const response = await client.request("GET", path, undefined, { "X-Request-Path": forged });
      const location = response.headers.get("location");
      expect([path, forged, response.status, location]).toEqual([
        path,
        forged,
        307,
        `/login?next=${encodeURIComponent(next)}`,
      ]);
    }
  }
});
