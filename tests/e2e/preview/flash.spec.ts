// The notice of a completed action appears once after each action, and not again after a reload or on the next page.
import { createAccount } from "@/tests/e2e/account";
import { plantSession } from "@/tests/e2e/planted-session";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("shows the notice of a completed action once after each action", async ({ page, context, app, mailbox }) => {
      const { email, password } = await createAccount(app.url, mailbox);
      await context.addCookies([await plantSession(app, email)]);
      await page.goto("/account/profile");
      const said = page.getByText("Your profile was saved.");
      for (const name of ["Grace Hopper", "Ada Lovelace"]) {
        await page.getByLabel("Name").fill(name);
        await page.getByRole("button", { name: "Save" }).click();
        await expect(said).toBeVisible();
        if (javaScriptEnabled) await page.getByRole("button", { name: "Close" }).click();
      }
      if (javaScriptEnabled) {
        await page.getByRole("link", { name: "Sessions", exact: true }).click();
        await expect(page.getByRole("heading", { name: "Sessions" })).toBeVisible();
        await page.goBack();
        await expect(page.getByLabel("Name")).toBeVisible();
        expect(await said.count()).toBe(0);
      }
      await page.reload();
      await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
      // Counted immediately: a notice disappears after some seconds.
      expect(await said.count()).toBe(0);

      await page.goto("/account/password");
      await page.getByLabel("Current password").fill(password);
      await page.getByLabel("New password").fill(journey.SECOND_PASSWORD);
      await page.getByRole("button", { name: "Change password" }).click();
      const changed = page.getByText(/Your password was changed/);
      await expect(changed).toBeVisible();
      await page.goto("/account/profile");
      await expect(page.getByLabel("Name")).toBeVisible();
      expect(await changed.count()).toBe(0);
    });
  });
}

test("shows no text of a planted cookie other than an e-mail address", async ({ page, context, app, mailbox }) => {
  const { email } = await createAccount(app.url, mailbox);
  await context.addCookies([await plantSession(app, email)]);
  const shows = async (planted: string, text: string) => {
    await context.addCookies([{ name: "flash", value: encodeURIComponent(planted), url: app.url }]);
    await page.goto("/account/profile");
    await expect(page.getByText(text)).toBeVisible();
  };
  await shows("invitation-sent:ada@example.com", "The invitation to ada@example.com is on its way");
  await shows("invitation-sent:Call 555 0100 to keep your account", "The invitation to this address is on its way");
  await expect(page.getByText("555")).toHaveCount(0);
});
