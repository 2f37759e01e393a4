// The way back from Google with SameSite=Strict cookies, which browsers do not send on a navigation from another site.
import { createAccount, enter } from "@/tests/e2e/account";
import { chooseAccount, gmailAddress } from "@/tests/e2e/google";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a user arrives signed in", async ({ page, context }) => {
      const account = { email: gmailAddress() };
      await page.goto("/login");
      await page.getByRole("button", { name: "Continue with Google" }).click();
      await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
      const flow = (await context.cookies()).find(({ name }) => name === "__Host-oauth_flow");
      expect(flow).toMatchObject({ sameSite: "Lax", secure: true, httpOnly: true });
      await chooseAccount(page, account);
      await journey.expectHome(page);
      const cookies = new Map((await context.cookies()).map((cookie) => [cookie.name, cookie]));
      expect(cookies.get("__Host-session_id")).toMatchObject({ sameSite: "Strict", secure: true, httpOnly: true });
      expect(cookies.has("__Host-oauth_flow")).toBe(false);
    });

    test("a signed-in user comes back with a linked account", async ({ page, app, mailbox }) => {
      await enter(page, await createAccount(app.url, mailbox));
      await page.goto("/account/connections");
      await page.getByRole("button", { name: "Link a Google account" }).click();
      await chooseAccount(page, { email: gmailAddress() });
      await expect(page.getByText("Google is linked to your account")).toBeVisible();
    });
  });
}
