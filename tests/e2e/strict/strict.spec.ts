// Behavior that only production has, in a real browser behind TLS: strict cookies, arrivals from other sites, and session
// lifetimes.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "@playwright/test";
import { createAccount, enter } from "@/tests/e2e/account";
import { inDatabase } from "@/tests/e2e/database";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";
import type { Mailbox } from "@/tests/setup/mailbox";

const SESSION = "__Host-session_id";
const HOUR = 3_600;

/** Signs a new user in, and opens their organization. */
async function signedIn(page: Page, app: Instance, mailbox: Mailbox): Promise<string> {
  const account = await createAccount(app.url, mailbox);
  await enter(page, account);
  await page.goto("/login");
  await journey.expectHome(page);
  return account.email;
}

/** A mail reader on another site, with a link to the app. */
async function withMailReader(link: string, use: (readerUrl: string) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(`<!doctype html><title>Mail</title><link rel="icon" href="data:,"><a href="${link}">Open</a>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.close();
  }
}

async function sessionCookie(context: BrowserContext) {
  return (await context.cookies()).find((cookie) => cookie.name === SESSION);
}

test("sets __Host-, Secure, HttpOnly and SameSite=Strict on cookies, and sends HSTS", async ({ page, context, mailbox }) => {
  const email = journey.newAddress();
  await journey.signUp(page, email);
  await journey.verify(page, mailbox, email);
  await journey.signIn(page, email, journey.FIRST_PASSWORD);
  await journey.expectHome(page);
  const cookies = await context.cookies();
  expect(cookies.map((cookie) => cookie.name)).toContain(SESSION);
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: "Strict", path: "/" });
    expect(cookie.name).toMatch(/^__Host-/);
  }
  const response = await page.goto("/account/profile");
  expect(response?.headers()["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
});

test("serves no pages or fakes for development", async ({ page, request, app }) => {
  expect(app.sign_ins).toEqual([]);
  expect((await page.goto("/dev/mailbox"))?.status()).toBe(404);
  expect((await page.goto("/dev/components"))?.status()).toBe(404);
  expect((await request.get("/api/dev/mailbox")).status()).toBe(404);
  for (const path of ["/", "/login"]) {
    expect((await page.goto(path))?.status()).toBe(200);
    await expect(page.locator("[name=email][type=hidden], [name=email][type=submit]")).toHaveCount(0);
    await expect(page.locator("a[href*=mailbox]")).toHaveCount(0);
  }
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    for (const { path, button } of [
      { path: "/forgot-password", button: "Send reset link" },
      { path: "/verify-email/resend", button: "Send the link again" },
    ])
      test(`shows no link to the mailbox after the form at ${path} was sent`, async ({ page }) => {
        await page.goto(path);
        await page.getByLabel("E-mail address").fill(journey.newAddress());
        const answered = page.waitForResponse((response) => response.request().method() === "POST");
        await page.getByRole("button", { name: button }).click();
        expect((await answered).status()).toBe(200);
        await expect(page.getByRole("heading", { name: "Check your e-mail", level: 1 })).toBeVisible();
        await expect(page.getByRole("button", { name: "Send the link again" })).toBeVisible();
        await expect(page.locator("a[href*=mailbox]")).toHaveCount(0);
      });

    test("keeps a user signed in when they follow a link from an e-mail", async ({ page, mailbox, app }) => {
      await signedIn(page, app, mailbox);
      await withMailReader(`${app.url}/account/profile?from=mail`, async (readerUrl) => {
        await page.goto(readerUrl);
        await page.getByRole("link", { name: "Open" }).click();
        await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
        await expect(page).toHaveURL(/\/account\/profile\?from=mail$/);
      });
    });

    test("verifies an email address with one click in the browser that signed up, after following the mailed link", async ({
      page,
      mailbox,
    }) => {
      const email = journey.newAddress();
      await journey.signUp(page, email);
      const mail = await mailbox.waitFor(email, { subject: /Verify/ });
      await withMailReader(mail.links[0] ?? "", async (readerUrl) => {
        await page.goto(readerUrl);
        await page.getByRole("link", { name: "Open" }).click();
        await page.getByRole("button", { name: "Verify e-mail address" }).click();
        await expect(page).toHaveURL(/\/login$/);
      });
    });

    test("returns an invited user to the invitation after sign-in, and lets them join with one click", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      test.setTimeout(90_000);
      const admin = await (await newVisitor({ javaScriptEnabled })).newPage();
      await signedIn(admin, app, mailbox);
      const home = admin.url();
      const email = await signedIn(page, app, mailbox);
      await journey.signOut(page);
      await admin.goto(`${home}/invitations`);
      await admin.getByLabel("E-mail address").fill(email);
      await admin.getByRole("button", { name: "Send invitation", exact: true }).click();
      const mail = await mailbox.waitFor(email, { subject: /invites you/ });
      await withMailReader(mail.links[0] ?? "", async (readerUrl) => {
        await page.goto(readerUrl);
        await page.getByRole("link", { name: "Open" }).click();
        await page.getByRole("button", { name: "Sign in to join" }).click();
        await page.getByLabel("E-mail address").fill(email);
        await page.getByLabel("Password", { exact: true }).fill(journey.FIRST_PASSWORD);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("button", { name: "Join" }).click();
        await expect(page).toHaveURL(home);
      });
      // A user who is already signed in joins with one click when arriving from an e-mail.
      const second = await (await newVisitor({ javaScriptEnabled })).newPage();
      const other = await signedIn(second, app, mailbox);
      await admin.getByLabel("E-mail address").fill(other);
      await admin.getByRole("button", { name: "Send invitation", exact: true }).click();
      const invitation = await mailbox.waitFor(other, { subject: /invites you/ });
      await withMailReader(invitation.links[0] ?? "", async (readerUrl) => {
        await second.goto(readerUrl);
        await second.getByRole("link", { name: "Open" }).click();
        await second.getByRole("button", { name: "Join" }).click();
        await expect(second).toHaveURL(home);
      });
    });
  });
}

test("keeps a session valid beyond 25 hours with daily use, and ends it on the 31st day", async ({
  page,
  context,
  mailbox,
  app,
}) => {
  const email = await signedIn(page, app, mailbox);
  /** Moves the session and its cookie `seconds` into the past, on the server and in the browser. */
  async function pass(seconds: number): Promise<void> {
    await inDatabase(
      app,
      `UPDATE sessions SET created_at = created_at - make_interval(secs => $1),
         last_seen_at = last_seen_at - make_interval(secs => $1), expires_at = expires_at - make_interval(secs => $1),
         absolute_expires_at = absolute_expires_at - make_interval(secs => $1)
       WHERE user_id = (SELECT id FROM users WHERE email = $2)`,
      seconds,
      email,
    );
    const cookie = await sessionCookie(context);
    if (!cookie) return;
    const expires = cookie.expires - seconds;
    if (expires < Date.now() / 1000) await context.clearCookies({ name: SESSION });
    else await context.addCookies([{ ...cookie, expires }]);
  }

  await pass(13 * HOUR);
  await page.goto("/account/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await pass(12 * HOUR);
  await page.goto("/account/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  for (let half = 0; half < 2 * 29 - 1; half += 1) {
    await pass(12 * HOUR);
    expect(
      (await page.request.get("/account/profile", { headers: { Accept: "text/html" }, maxRedirects: 0 })).status(),
    ).toBe(200);
  }
  await page.goto("/account/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await pass(23 * HOUR);
  expect(await sessionCookie(context)).toBeDefined();
  await page.goto("/account/profile");
  await expect(page).toHaveURL(/\/login\?next=/);
});

test("refuses a session cookie that is sent twice", async ({ page, context, mailbox, app }) => {
  await signedIn(page, app, mailbox);
  const value = (await sessionCookie(context))?.value ?? "";
  const ask = (cookie: string) => fetch(`${app.url}/api/auth/session`, { headers: { Cookie: cookie } });
  expect((await ask(`${SESSION}=${value}`)).status).toBe(200);
  expect((await ask(`${SESSION}=${value}; ${SESSION}=${value}`)).status).toBe(400);
});
