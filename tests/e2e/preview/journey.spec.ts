import { expect, test } from "@/tests/setup/fixtures";
import * as journey from "@/tests/e2e/journey";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("lets a user sign up, verify, sign in, change and reset the password, and sign out", async ({
      page,
      mailbox,
      newVisitor,
    }) => {
      const email = journey.newAddress();
      await journey.signUp(page, email);
      await journey.verify(page, mailbox, email);
      await journey.signIn(page, email, journey.FIRST_PASSWORD);
      await journey.expectHome(page);

      await page.goto("/account/profile");
      await page.getByLabel("Your name").fill("Wanda W. Walker");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText("Your profile was saved")).toBeVisible();
      await expect(page.getByLabel("Your name")).toHaveValue("Wanda W. Walker");

      const other = await (await newVisitor({ javaScriptEnabled })).newPage();
      await journey.signIn(other, email, journey.FIRST_PASSWORD);
      await journey.expectHome(other);
      await journey.changePassword(page);
      await other.goto("/account/profile");
      await expect(other).toHaveURL(/\/login\?next=%2Faccount%2Fprofile$/);

      await journey.signIn(other, email, journey.SECOND_PASSWORD);
      await journey.expectHome(other);
      await page.goto("/account/sessions");
      await expect(page.getByText("This device")).toHaveCount(1);
      await page.getByRole("button", { name: "Sign out all other devices" }).click();
      await expect(page.getByText("All other devices and API clients were signed out")).toBeVisible();
      await other.goto("/account/profile");
      await expect(other).toHaveURL(/\/login/);

      await journey.signOut(page);
      await page.goto("/account/profile");
      await expect(page).toHaveURL(/\/login\?next=/);

      await journey.resetPassword(page, mailbox, email);
      await journey.signIn(page, email, journey.SECOND_PASSWORD);
      await expect(page.getByText("The e-mail address or password is incorrect")).toBeVisible();
      await journey.signIn(page, email, journey.THIRD_PASSWORD);
      await journey.expectHome(page);
    });

    test("keeps the input of an invalid form, but never a password", async ({ page }) => {
      await page.goto("/signup");
      await page.getByLabel("Your name").fill("Wanda");
      await page.getByLabel("E-mail address").fill(journey.newAddress());
      const password = page.getByLabel("Password", { exact: true });
      await password.fill("1qaz2wsx3edc");
      await page.getByRole("button", { name: "Sign up" }).click();
      await expect(page.getByText("too common").first()).toBeVisible();
      await expect(page.getByLabel("Your name")).toHaveValue("Wanda");
      await expect(password).toHaveValue("");
      expect(await page.content()).not.toContain("1qaz2wsx3edc");
      if (javaScriptEnabled) await expect(password).toBeFocused();
    });

    test("requires the password for a link opened in another browser, and does not consume the link on a wrong password", async ({
      page,
      mailbox,
      newVisitor,
    }) => {
      const email = journey.newAddress();
      await journey.signUp(page, email);
      const mail = await mailbox.waitFor(email, { subject: /Verify/ });
      const elsewhere = await (await newVisitor({ javaScriptEnabled })).newPage();
      for (let visit = 0; visit < 3; visit += 1) await elsewhere.goto(mail.links[0] ?? "");
      await elsewhere.getByLabel("The password you chose").fill("not that one at all");
      await elsewhere.getByRole("button", { name: "Verify e-mail address" }).click();
      await expect(elsewhere.getByText("not the password you chose when you signed up").first()).toBeVisible();
      await elsewhere.getByLabel("The password you chose").fill(journey.FIRST_PASSWORD);
      await elsewhere.getByRole("button", { name: "Verify e-mail address" }).click();
      await expect(elsewhere).toHaveURL(/\/login$/);
      await page.goto(mail.links[0] ?? "");
      await expect(page.getByText("This link is no longer valid")).toBeVisible();
    });
  });
}

test("removes a mailed link's token from the address bar before any script that could send a form runs", async ({
  page,
  mailbox,
}) => {
  const email = journey.newAddress();
  await journey.signUp(page, email);
  const mail = await mailbox.waitFor(email, { subject: /Verify/ });
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await held;
    await route.continue();
  });
  const response = await page.goto(mail.links[0] ?? "", { waitUntil: "commit" });
  expect(response?.headers()["referrer-policy"]).toBe("no-referrer");
  await expect(page).toHaveURL(/\/verify-email$/);
  release();
  await page.getByRole("button", { name: "Verify e-mail address" }).click();
  await expect(page).toHaveURL(/\/login$/);
});
