// Every way in which a sign-in with Google is refused, in a browser with and without JavaScript: the user learns why, and
// stays signed out, or signed in as before.
import type { Page } from "@playwright/test";
import { createAccount, enter } from "@/tests/e2e/account";
import { inDatabase, makeProofOld } from "@/tests/e2e/database";
import { chooseAccount, continueWithGoogle, gmailAddress } from "@/tests/e2e/google";
import { GOOGLE_ERRORS } from "@/tests/e2e/google-errors";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

type OauthError = keyof typeof GOOGLE_ERRORS;

/** Codes that the tests below cause. Each other one is opened by its link alone. */
const CAUSED: OauthError[] = [];

async function expectRefused(page: Page, code: OauthError, path = "/login"): Promise<void> {
  await expect(page).toHaveURL((url) => url.pathname === path && url.searchParams.get("error") === code.toLowerCase());
  await expect(page.getByText(GOOGLE_ERRORS[code])).toBeVisible();
}

/** Changes what the provider sends back, as a provider that fails would. */
async function changeCallback(page: Page, change: (query: URLSearchParams) => void): Promise<void> {
  await page.route(/\/api\/auth\/oauth\/google\/callback\?/u, async (route) => {
    const url = new URL(route.request().url());
    change(url.searchParams);
    await route.continue({ url: url.href });
  });
}

/** What a failing provider sends back → the code that the user is shown. */
const FAILURES: [string, (query: URLSearchParams) => void, OauthError][] = [
  ["the provider is down", (query) => query.set("error", "temporarily_unavailable"), "OAUTH_UNAVAILABLE"],
  ["the code is missing", (query) => query.delete("code"), "OAUTH_MISSING_CODE"],
  ["the code is wrong", (query) => query.set("code", "nonsense"), "OAUTH_FAILED"],
  ["the state is wrong", (query) => query.set("state", "nonsense"), "OAUTH_INVALID_STATE"],
];
CAUSED.push(...FAILURES.map(([, , code]) => code));
CAUSED.push("ACCOUNT_SUSPENDED", "OAUTH_IN_USE", "OAUTH_LINKED_ALREADY", "OAUTH_OTHER_ACCOUNT", "UNAUTHORIZED");

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    for (const [what, change, code] of FAILURES) {
      test(`keeps the user signed out and says why if ${what}`, async ({ page, context }) => {
        await changeCallback(page, change);
        await continueWithGoogle(page, { email: gmailAddress() });
        await expectRefused(page, code);
        expect((await context.cookies()).map(({ name }) => name)).not.toContain("session_id");
      });
    }

    test("refuses a suspended user", async ({ page, app }) => {
      const account = { email: gmailAddress() };
      await continueWithGoogle(page, account);
      await journey.expectHome(page);
      await inDatabase(app, "UPDATE users SET suspended_at = now() WHERE email = $1", account.email);
      await continueWithGoogle(page, account);
      await expectRefused(page, "ACCOUNT_SUSPENDED");
    });

    test("keeps what a user has linked if the account is another user's, or a second one", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const taken = { email: gmailAddress() };
      const other = await (await newVisitor({ javaScriptEnabled })).newPage();
      await continueWithGoogle(other, taken);
      await journey.expectHome(other);
      await enter(page, await createAccount(app.url, mailbox));
      const link = async (email: string) => {
        await page.getByRole("button", { name: "Link a Google account" }).click();
        await chooseAccount(page, { email });
      };
      await page.goto("/account/connections");
      const tab = await page.context().newPage();
      await tab.goto("/account/connections");
      await link(taken.email);
      await expectRefused(page, "OAUTH_IN_USE", "/account/connections");
      await tab.getByRole("button", { name: "Link a Google account" }).click();
      await expect(tab.getByRole("heading", { name: "Choose an account" })).toBeVisible();
      await link(gmailAddress());
      await expect(page.getByText("Google is linked to your account")).toBeVisible();
      await chooseAccount(tab, { email: gmailAddress() });
      await expectRefused(tab, "OAUTH_LINKED_ALREADY", "/account/connections");
    });

    test("refuses a user who confirms with another Google account", async ({ page, app }) => {
      const account = { email: gmailAddress() };
      await continueWithGoogle(page, account);
      await journey.expectHome(page);
      await makeProofOld(app, account.email);
      await page.goto("/account/connections");
      await page.getByRole("button", { name: "Confirm with Google" }).click();
      await chooseAccount(page, { email: gmailAddress() });
      await expectRefused(page, "OAUTH_OTHER_ACCOUNT", "/account/connections");
    });

    test("tells a user who was signed out while at Google, and returns them after they sign in", async ({
      page,
      app,
      mailbox,
    }) => {
      const account = await createAccount(app.url, mailbox);
      await enter(page, account);
      await page.goto("/account/connections");
      await page.getByRole("button", { name: "Link a Google account" }).click();
      await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
      await inDatabase(
        app,
        "UPDATE sessions SET ended_at = now() WHERE user_id = (SELECT id FROM users WHERE email = $1)",
        account.email,
      );
      await chooseAccount(page, { email: gmailAddress() });
      await expectRefused(page, "UNAUTHORIZED");
      await page.getByLabel("E-mail address").fill(account.email);
      await page.getByLabel("Password", { exact: true }).fill(account.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page).toHaveURL(/\/account\/connections$/);
      await expect(page.getByRole("button", { name: "Link a Google account" })).toBeVisible();
    });

    test("lets a user with a password whose sign-in is not recent confirm again or return", async ({
      page,
      app,
      mailbox,
    }) => {
      const account = await createAccount(app.url, mailbox);
      await enter(page, account);
      await page.goto("/account/connections");
      await page.getByRole("button", { name: "Link a Google account" }).click();
      await chooseAccount(page, { email: gmailAddress() });
      await expect(page.getByText("Google is linked to your account")).toBeVisible();
      await makeProofOld(app, account.email);
      await page.goto("/account/connections?error=oauth_not_recent&next=/account/delete");
      await expectRefused(page, "OAUTH_NOT_RECENT", "/account/connections");
      await expect(page.getByRole("button", { name: "Confirm with Google" })).toBeVisible();
      await page.getByRole("link", { name: "Return to the page you came from" }).click();
      await expect(page).toHaveURL(/\/account\/delete$/);
    });

    test("shows the text of every other code, and nothing for an unknown one", async ({ page }) => {
      const others = (Object.keys(GOOGLE_ERRORS) as OauthError[]).filter((code) => !CAUSED.includes(code));
      for (const code of others) {
        await page.goto(`/login?error=${code.toLowerCase()}`);
        await expectRefused(page, code);
      }
      for (const error of ["last_org_admin", "quota_exceeded", "call-us-at-555"]) {
        await page.goto(`/login?error=${error}`);
        await expect(page.getByText("You are not signed in")).toHaveCount(0);
      }
    });
  });
}
