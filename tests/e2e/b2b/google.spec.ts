// In b2b mode, Google signs in only users who already have an account.
import { ApiClient } from "@/tests/e2e/api-client";
import { continueWithGoogle, gmailAddress } from "@/tests/e2e/google";
import { GOOGLE_ERRORS } from "@/tests/e2e/google-errors";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a stranger is refused, and gets in after an invitation", async ({ page, app, mailbox, context }) => {
      const email = gmailAddress();
      await continueWithGoogle(page, { email });
      await expect(page).toHaveURL(/\/login\?error=oauth_not_invited$/);
      await expect(page.getByText(GOOGLE_ERRORS.OAUTH_NOT_INVITED)).toBeVisible();
      expect((await context.cookies()).map(({ name }) => name)).not.toContain("session_id");
      const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
      const client = new ApiClient(app.url);
      await client.post("/api/auth/login", { email: admin?.email, password: admin?.password });
      const invited = await client.post("/api/v1/organizations/stonebridge/invitations", { email, role: "readonly" });
      expect(invited.status).toBe(201);
      await continueWithGoogle(page, { email });
      await expect(page.getByText(GOOGLE_ERRORS.OAUTH_NOT_INVITED)).toBeVisible();
      await page.goto((await mailbox.waitFor(email, { subject: /invites you/ })).links[0] ?? "");
      await page.getByLabel("Your name").fill("Nora Newcomer");
      await page.getByLabel("Password", { exact: true }).fill(journey.FIRST_PASSWORD);
      await page.getByRole("button", { name: "Join" }).click();
      await expect(page).toHaveURL(/\/org\/stonebridge$/);
      await journey.signOut(page);
      await continueWithGoogle(page, { email });
      await journey.expectHome(page);
      await mailbox.waitFor(email, { subject: /linked/ });
    });
  });
}
