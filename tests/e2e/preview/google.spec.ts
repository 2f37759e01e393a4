// Signing in with Google, in a browser with and without JavaScript: the provider that stands in for Google is another site.
import { createAccount, enter } from "@/tests/e2e/account";
import { makeProofOld } from "@/tests/e2e/database";
import { chooseAccount, chooseGoogle, continueWithGoogle, gmailAddress } from "@/tests/e2e/google";
import { GOOGLE_ERRORS } from "@/tests/e2e/google-errors";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("gives a new user an account, signs them in again, and does not unlink the only way in", async ({ page }) => {
      const account = { email: gmailAddress(), name: "Ada Lovelace" };
      await continueWithGoogle(page, account, "/signup");
      await journey.expectHome(page);
      await page.goto("/account/connections");
      await expect(page.getByText(account.email).first()).toBeVisible();
      await expect(page.getByText("This is your only way to sign in")).toBeVisible();
      await journey.signOut(page);
      await continueWithGoogle(page, account, "/login?next=/account/sessions");
      await expect(page).toHaveURL(/\/account\/sessions$/);
    });

    test("links Google for a user with a password, signs in with it, and unlinks it", async ({ page, app, mailbox }) => {
      const account = await createAccount(app.url, mailbox);
      await enter(page, account);
      const email = gmailAddress();
      await page.goto("/account/connections");
      await page.getByRole("button", { name: "Link a Google account" }).click();
      await chooseAccount(page, { email });
      await expect(page.getByText("Google is linked to your account")).toBeVisible();
      expect((await mailbox.waitFor(account.email, { subject: /linked/ })).subject).toContain("Google was linked");
      await journey.signOut(page);
      await continueWithGoogle(page, { email });
      await journey.expectHome(page);
      await page.goto("/account/connections");
      await page.getByRole("button", { name: "Unlink…" }).click();
      await page.getByLabel("Your password").fill(account.password);
      await page.getByRole("button", { name: "Unlink", exact: true }).click();
      await expect(page.getByText("Google is no longer linked")).toBeVisible();
      await expect(page.getByRole("button", { name: "Link a Google account" })).toBeVisible();
    });

    test("links an account by signing in only if its address is Google's own", async ({ page, app, mailbox }) => {
      const { email } = await createAccount(app.url, mailbox);
      await continueWithGoogle(page, { email });
      await expect(page).toHaveURL(/\/login\?error=oauth_link_required$/);
      await expect(page.getByText("it is not linked to this Google account")).toBeVisible();
      await continueWithGoogle(page, { email, hd: "example.com" });
      await journey.expectHome(page);
      await mailbox.waitFor(email, { subject: /linked/ });
    });

    test("ends what a stranger began with the address when its owner comes", async ({ page, mailbox, newVisitor }) => {
      const email = gmailAddress();
      const stranger = await (await newVisitor({ javaScriptEnabled })).newPage();
      await journey.signUp(stranger, email);
      const [link = ""] = (await mailbox.waitFor(email, { subject: /Verify/ })).links;
      await continueWithGoogle(page, { email });
      await journey.expectHome(page);
      await stranger.goto(link);
      await expect(stranger.getByRole("button", { name: "Verify e-mail address" })).toHaveCount(0);
      await journey.signIn(stranger, email, journey.FIRST_PASSWORD);
      await expect(stranger.getByText("The e-mail address or password is incorrect")).toBeVisible();
    });

    test("tells a user who cancels, or whose address is not verified, why they are not signed in", async ({ page }) => {
      await page.goto("/login");
      await page.getByRole("button", { name: "Continue with Google" }).click();
      await page.getByRole("button", { name: "Cancel" }).click();
      await expect(page).toHaveURL(/\/login\?error=oauth_cancelled$/);
      await expect(page.getByText("You canceled the sign-in at Google")).toBeVisible();
      await continueWithGoogle(page, { email: gmailAddress(), isVerified: false });
      await expect(page.getByText("Google has not verified the e-mail address")).toBeVisible();
      await page.goto("/account/profile");
      await expect(page).toHaveURL(/\/login/);
    });

    test("leads a user who is refused and tries again where they were going", async ({ page }) => {
      const email = gmailAddress();
      await continueWithGoogle(page, { email, isVerified: false }, "/login?next=/account/sessions");
      await expect(page.getByText("Google has not verified the e-mail address")).toBeVisible();
      await chooseGoogle(page, { email });
      await expect(page).toHaveURL(/\/account\/sessions$/);
    });

    test("deletes the account of a user without a password who confirms with Google", async ({ page, app }) => {
      const account = { email: gmailAddress() };
      await continueWithGoogle(page, account);
      await journey.expectHome(page);
      await makeProofOld(app, account.email);
      await page.goto("/account/password");
      await expect(page.getByRole("heading", { name: "Set a password" })).toBeVisible();
      await page.goto("/account/delete");
      await page.getByRole("button", { name: "Confirm with Google" }).click();
      await chooseAccount(page, account);
      await expect(page).toHaveURL(/\/account\/delete$/);
      await page.getByRole("button", { name: "Delete account…" }).click();
      await page.getByLabel(account.email).fill(account.email);
      await page.getByRole("button", { name: "Delete account", exact: true }).click();
      await expect(page.getByText("Your account was deleted")).toBeVisible();
    });
  });
}

test("fills in again what was typed into a form after the user confirmed with Google", async ({ page, app }) => {
  const account = { email: gmailAddress() };
  await continueWithGoogle(page, account);
  await journey.expectHome(page);
  await makeProofOld(app, account.email);
  await page.goto(`${new URL(page.url()).pathname}/api-keys`);
  await page.getByLabel("Name").fill("Nightly report");
  await page.getByRole("link", { name: "confirm with Google" }).click();
  await page.getByRole("button", { name: "Confirm with Google" }).click();
  await chooseAccount(page, account);
  await expect(page).toHaveURL(/\/api-keys$/);
  await expect(page.getByText("We restored what you typed")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Nightly report");
  await expect(page.getByLabel("Your password")).toHaveCount(0);
});

test("leads from the second host to the first to sign in with Google", async ({ app, newVisitor }) => {
  const page = await (await newVisitor()).newPage();
  await page.goto(`http://127.0.0.1:${new URL(app.url).port}/login`);
  await expect(page.getByRole("button", { name: "Continue with Google" })).toHaveCount(0);
  await page.getByRole("link", { name: new URL(app.url).host }).click();
  await page.waitForURL(`${app.url}/login`);
  await chooseGoogle(page, { email: gmailAddress() });
  await journey.expectHome(page);
});

test("keeps the sign-in of one tab when another starts its own", async ({ page, context }) => {
  const other = await context.newPage();
  await page.goto("/login");
  await other.goto("/login");
  await page.getByRole("button", { name: "Continue with Google" }).click();
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
  await chooseGoogle(other, { email: gmailAddress() });
  await journey.expectHome(other);
  await chooseAccount(page, { email: gmailAddress() });
  await journey.expectHome(page);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("oauth_flow");
});

test("signs in one of two tabs that start at the same moment, and says in the other to start again", async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  const tabs = [page, other] as const;
  let release: () => void = () => undefined;
  const bothSent = new Promise<void>((resolve) => (release = resolve));
  let sent = 0;
  await context.route(/\/login/u, async (route) => {
    if (route.request().method() === "POST") {
      sent += 1;
      if (sent === tabs.length) release();
      await bothSent;
    }
    await route.continue();
  });
  await Promise.all(tabs.map((tab) => tab.goto("/login")));
  await Promise.all(tabs.map((tab) => tab.getByRole("button", { name: "Continue with Google" }).click()));
  await Promise.all(tabs.map((tab) => expect(tab.getByRole("heading", { name: "Choose an account" })).toBeVisible()));
  for (const tab of tabs) await chooseAccount(tab, { email: gmailAddress() });
  for (const tab of tabs) await expect(tab).toHaveURL(/\/org\/[a-z0-9-]+$|\?error=oauth_invalid_state$/);
  const [refused, ...others] = tabs.filter((tab) => tab.url().includes("error="));
  expect(others).toEqual([]);
  // Both arrive if the browser gets the first tab's cookie before it sends the second tab's request.
  if (refused) await expect(refused.getByText(GOOGLE_ERRORS.OAUTH_INVALID_STATE)).toBeVisible();
});

test("signs no one in by a callback that is opened again, and does not lead to another site", async ({
  page,
  newVisitor,
}) => {
  const callbacks: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/auth/oauth/google/callback")) callbacks.push(request.url());
  });
  await continueWithGoogle(page, { email: gmailAddress() }, "/login?next=//evil.example/");
  await journey.expectHome(page);
  const thief = await (await newVisitor()).newPage();
  await thief.goto(callbacks[0] ?? "");
  await expect(thief).toHaveURL(/\/login\?error=oauth_invalid_state$/);
});
