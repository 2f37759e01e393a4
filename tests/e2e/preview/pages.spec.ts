// Every page, in light and dark, on a phone and a desktop: no axe violations, no horizontal scrolling, its own title, and
// the headers that every response has.
import { randomUUID } from "node:crypto";
import { expect, test } from "@/tests/setup/fixtures";
import { createAccount } from "@/tests/e2e/account";
import { FIXTURES } from "@/tests/e2e/feature-fixtures";
import { inspect, inspectHere } from "@/tests/e2e/inspect";
import { newAddress } from "@/tests/e2e/journey";
import { plantSession } from "@/tests/e2e/planted-session";

// axe reads each page four times, and a full browser is slow on a busy machine. These tests do not assert speed.
test.describe.configure({ timeout: 120_000 });

const PUBLIC = [
  "/",
  "/pricing",
  "/pricing?billing=yearly",
  "/login",
  "/login?error=oauth_link_required",
  "/signup",
  "/signup-org",
  "/forgot-password",
  "/verify-email",
  "/verify-email/resend",
  "/verify-email/sent",
  "/reset-password",
  "/invite/accept",
  "/account/email/confirm",
  "/dev/mailbox",
  "/api/docs",
  "/api/docs/organizations",
];
const SIGNED_IN = [
  "/account/profile",
  "/account/password",
  "/account/connections",
  "/account/connections?error=oauth_in_use",
  "/account/sessions",
  "/account/email",
  "/account/export",
  "/account/export?refused=RATE_LIMITED",
  "/account/delete",
  "/org/stonebridge",
  "/org/stonebridge/members",
  "/org/stonebridge/members?search=nobody",
  "/org/stonebridge/invitations",
  "/org/stonebridge/api-keys",
  ...FIXTURES.flatMap(({ pages }) => pages.map((page) => `/org/stonebridge${page}`)),
  "/org/stonebridge/usage",
  "/org/stonebridge/billing",
  "/org/stonebridge/billing?checkout=left",
  "/org/stonebridge/audit-log",
  "/org/stonebridge/audit-log?action=no.such",
  "/org/stonebridge/settings",
  "/organizations/new",
];
const CONSOLE = [
  "/admin",
  "/admin/organizations",
  "/admin/organizations?search=nothing-like-it",
  "/admin/organizations/new",
  "/admin/ai",
  "/admin/ai/ledger",
  "/admin/ai/expired-calls",
  "/admin/audit-log?scope=security",
  "/admin/audit-log?person=nobody",
  "/admin/users",
  "/admin/users?state=suspended&search=nobody",
  "/admin/plans",
  "/admin/plans/new",
  "/admin/webhooks",
  "/admin/webhooks?state=failing",
  "/admin/settings",
];
const ODD = ["/no/such/page"];

for (const path of PUBLIC) {
  test(`shows ${path} without accessibility violations or horizontal scrolling`, async ({ page }) => inspect(page, path));
}

for (const path of ODD) {
  test(`shows the app's own page for the unknown path ${path}`, async ({ page, problems }) => {
    problems.allow(/404/);
    await inspect(page, path);
  });
}

test("shows the frame around a missing page without accessibility violations", async ({ page, context, app, problems }) => {
  problems.allow(/404/);
  const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
  await context.addCookies([await plantSession(app, admin?.email ?? "")]);
  await inspect(page, "/org/stonebridge/no/such/page");
});

for (const path of SIGNED_IN) {
  test(`shows ${path} without accessibility violations or horizontal scrolling`, async ({ page, context, app }) => {
    const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
    await context.addCookies([await plantSession(app, admin?.email ?? "")]);
    await inspect(page, path);
  });
}

for (const path of CONSOLE) {
  test(`shows ${path} without accessibility violations or horizontal scrolling`, async ({ page, context, app }) => {
    await context.addCookies([await plantSession(app, app.sign_ins.find(({ role }) => role === "sys_admin")?.email ?? "")]);
    await inspect(page, path);
  });
}

for (const [list, name] of [
  ["/admin/organizations", "Stonebridge Works"],
  ["/admin/users", "Ada Mason"],
] as const) {
  test(`shows an item of ${list} without accessibility violations or horizontal scrolling`, async ({
    page,
    context,
    app,
  }) => {
    await context.addCookies([await plantSession(app, app.sign_ins.find(({ role }) => role === "sys_admin")?.email ?? "")]);
    await page.goto(`${list}?search=${encodeURIComponent(name)}`);
    const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
    await page.goto(href ?? "");
    await inspectHere(page, list);
    await page.locator("main [aria-haspopup=dialog]").last().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await inspectHere(page, list);
  });
}

test("shows an invitation without accessibility violations to a new person, an existing user and another user", async ({
  page,
  context,
  app,
  mailbox,
  newVisitor,
}) => {
  const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
  await context.addCookies([await plantSession(app, admin?.email ?? "")]);
  const links: string[] = [];
  for (const email of [newAddress(), (await createAccount(app.url, mailbox)).email]) {
    const data = { email, role: "member" };
    const response = await page.request.post("/api/v1/organizations/stonebridge/invitations", {
      data,
      headers: { Origin: app.url },
    });
    expect(response.status()).toBe(201);
    links.push((await mailbox.waitFor(email, { subject: /invites you/ })).links[0] ?? "");
  }
  const guest = await (await newVisitor()).newPage();
  for (const link of links) await inspect(guest, link);
  for (const path of [links[0] ?? "", "/org/stonebridge/invitations"]) await inspect(page, path);
});

const headingOf = (html: string) => /<h1[^>]*>(.+?)<\/h1>/.exec(html)?.[1] ?? null;

test("shows a list's first page if the URL's parameters are damaged or invalid", async ({ page, context, app }) => {
  const nowhere = Buffer.from(`0000-01-01T00:00:00.000Z ${randomUUID()}`).toString("base64url");
  const odd = [
    "cursor=broken",
    `cursor=${nowhere}`,
    `cursor=${"x".repeat(101)}`,
    "search=%00",
    `search=${"x".repeat(300)}`,
    "search=%ff",
    "state=odd",
  ];
  const lists = {
    org_admin: [
      "/org/stonebridge/members",
      "/org/stonebridge/invitations",
      "/org/stonebridge/api-keys",
      "/org/stonebridge/usage",
      "/org/stonebridge/audit-log",
      ...FIXTURES.flatMap(({ lists: ofFeature }) => ofFeature.map((list) => `/org/stonebridge${list}`)),
    ],
    sys_admin: ["/admin/organizations", "/admin/users", "/admin/ai/expired-calls", "/admin/audit-log"],
  };
  for (const [who, paths] of Object.entries(lists)) {
    const person = app.sign_ins.find(
      ({ role, organization }) => role === who && (who === "sys_admin" || organization === "stonebridge"),
    );
    await context.addCookies([await plantSession(app, person?.email ?? "")]);
    for (const path of paths) {
      const title = headingOf(await (await page.request.get(path)).text());
      expect(title, path).not.toBeNull();
      for (const query of odd) {
        const response = await page.request.get(`${path}?${query}`);
        expect(response.status(), `${path}?${query}`).toBe(200);
        expect(headingOf(await response.text()), `${path}?${query}`).toBe(title);
      }
    }
  }
});

test("gives every page its own title", async ({ page }) => {
  const titles = new Set<string>();
  // Without a token and without a sign-up in this browser, these redirect to the page that sends the email again.
  const elsewhere = ["/verify-email", "/verify-email/sent"];
  const pages = PUBLIC.filter((each) => !elsewhere.includes(each) && !each.includes("?"));
  for (const path of pages) {
    await page.goto(path);
    titles.add(await page.title());
  }
  expect(titles.size).toBe(pages.length);
});

test("sends the security headers with every response, and a fresh nonce with every page", async ({ request }) => {
  const nonces = new Set<string>();
  const isJson = (path: string) => path.startsWith("/api/") && !path.startsWith("/api/docs");
  const paths = [...PUBLIC, ...ODD, "/account/profile", "/api/config", "/api/nope", "/api/auth/session"];
  for (const path of paths) {
    const response = await request.get(path, { maxRedirects: 0 });
    const headers = response.headers();
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-xss-protection": "0",
    });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["cache-control"], path).toContain("no-store");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["x-powered-by"]).toBeUndefined();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).not.toContain("unsafe-");
    if (isJson(path)) expect(policy).toContain("default-src 'none'");
    else nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
  }
  expect(nonces.size).toBe(paths.filter((path) => !isJson(path)).length);
});

test("has no inline styles, and no scripts without the nonce, on any page", async ({ request }) => {
  for (const path of [...PUBLIC, ...ODD]) {
    const response = await request.get(path);
    const nonce = /'nonce-([^']+)'/.exec(response.headers()["content-security-policy"] ?? "")?.[1] ?? "-";
    const html = await response.text();
    expect(html).not.toMatch(/\sstyle="/);
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(nonce);
  }
});
