// The pages after sign-up and after a request for a reset link name the email address, and do not reveal whether it has an
// account.
import type { Page } from "@playwright/test";
import { createAccount } from "@/tests/e2e/account";
import { inspectHere } from "@/tests/e2e/inspect";
import { newAddress, signUp, verify } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

const SENT = "/verify-email/sent";

/** The text of the page, without the email address that the user entered. */
async function seen(page: Page, email: string): Promise<string> {
  await expect(page).toHaveURL(SENT);
  return (await page.locator("body").innerText()).replaceAll(email, "…");
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("shows the email address after sign-up and after a reload, and offers to send the link again until it is used", async ({
      page,
      mailbox,
    }) => {
      const email = newAddress();
      await signUp(page, email);
      await expect(page).toHaveURL(SENT);
      await page.reload();
      await expect(page.getByText(email)).toBeVisible();
      await mailbox.waitFor(email, { subject: /Verify/ });
      await page.getByRole("button", { name: "Send the link again" }).click();
      await expect(page.getByText("a new link is on its way")).toBeVisible();
      // The next link replaces this one.
      await mailbox.waitFor(email, { subject: /Verify/ });
      await page.getByRole("button", { name: "Send the link again" }).click();
      await expect(page.getByRole("status").filter({ hasText: "Requested again." })).toBeVisible();
      if (javaScriptEnabled) await inspectHere(page, SENT);
      await verify(page, mailbox, email);
      await page.goto(SENT);
      await expect(page).toHaveURL("/verify-email/resend");
    });

    test("looks the same for email addresses with and without an account, before and after sending the link again", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const { email: known } = await createAccount(app.url, mailbox);
      const unknown = newAddress();
      const other = await (await newVisitor({ javaScriptEnabled })).newPage();
      await signUp(page, known);
      await signUp(other, unknown);
      expect(await seen(page, known)).toBe(await seen(other, unknown));
      for (const each of [page, other]) {
        await each.getByRole("button", { name: "Send the link again" }).click();
        await expect(each.getByText("a new link is on its way")).toBeVisible();
      }
      expect(await seen(page, known)).toBe(await seen(other, unknown));
    });

    test("answers a request for a reset link with the same page for every email address, which sends the link again", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const { email: known } = await createAccount(app.url, mailbox);
      const unknown = newAddress();
      const other = await (await newVisitor({ javaScriptEnabled })).newPage();
      const answers = [];
      for (const [visitor, email] of [
        [page, known],
        [other, unknown],
      ] as const) {
        await visitor.goto("/forgot-password");
        await visitor.getByLabel("E-mail address").fill(email);
        await visitor.getByRole("button", { name: "Send reset link" }).click();
        await expect(visitor.getByRole("heading", { name: "Check your e-mail", level: 1 })).toBeVisible();
        await expect(visitor.getByLabel("E-mail address")).toHaveCount(0);
        for (const message of ["Requested again.", "Requested again 2 times."]) {
          await visitor.getByRole("button", { name: "Send the link again" }).click();
          await expect(visitor.getByRole("status").filter({ hasText: message })).toBeVisible();
        }
        await expect(visitor.getByRole("heading", { name: "Check your e-mail", level: 1 })).toBeVisible();
        answers.push((await visitor.locator("body").innerText()).replaceAll(email, "…"));
      }
      expect(answers[0]).toBe(answers[1]);
      expect(answers[0]).toContain("If there is an account at …, a link is on its way.");
      for (let sent = 0; sent < 3; sent += 1) await mailbox.waitFor(known, { subject: /Choose a new password/ });
      if (javaScriptEnabled) await inspectHere(page, "/forgot-password");
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    for (const { path, button } of [
      { path: "/forgot-password", button: "Send reset link" },
      { path: "/verify-email/resend", button: "Send the link again" },
    ])
      test(`shows the email address in its normal form on the answer of ${path}`, async ({ page }) => {
        const email = newAddress();
        const typed = email.replace("walker", "Walker").replace("@example.com", "@Bücher.Example");
        const shown = email.replace("@example.com", "@xn--bcher-kva.example");
        await page.goto(path);
        await page.getByLabel("E-mail address").fill(typed);
        await page.getByRole("button", { name: button }).click();
        await expect(page.getByRole("heading", { name: "Check your e-mail" })).toBeVisible();
        await expect(page.locator("main")).toContainText(` at ${shown}, `);
        await expect(page.locator("main")).not.toContainText(/Walker|Bücher/);
        await expect(page.locator("[name=email]")).toHaveValue(shown);
      });
  });
}

test("ignores a stored value that is not an email address", async ({ page, app }) => {
  for (const value of ["%E0%A4%A", "Call%20+1%20555%200100", "%3Cb%3E@example.com"]) {
    await page.context().addCookies([{ name: "sign_up_email", value, url: app.url }]);
    await page.goto(SENT);
    await expect(page).toHaveURL("/verify-email/resend");
  }
});
