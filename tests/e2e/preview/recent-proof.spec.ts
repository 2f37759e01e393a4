// What cannot be undone or hands out power asks for the password once more when the sign-in was a while ago, and goes on
// with what was being done.
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { createAccount } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { inDatabase, organizationOf } from "@/tests/e2e/database";
import * as journey from "@/tests/e2e/journey";
import { plantSession } from "@/tests/e2e/planted-session";
import { REASON } from "@/tests/e2e/system-admin";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

/** As if everybody of that address had signed in that long ago. */
const age = (app: Instance, email: string, interval = "16 minutes") =>
  inDatabase(app, `UPDATE sessions SET proved_at = now() - $2::interval WHERE user_id = (SELECT id FROM users WHERE email = $1)`, email, interval);

const field = (page: Page) => page.getByLabel("Your password");

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("deleting an organization asks in place, keeps what was typed, and goes on", async ({ page, app, mailbox }) => {
      const admin = await createAccount(app.url, mailbox);
      const { slug, name } = await organizationOf(app, admin.email);
      await journey.signIn(page, admin.email, admin.password);
      await journey.expectHome(page);
      await page.goto(`/org/${slug}/settings`);
      // The page was made in time, and is sent later.
      await age(app, admin.email);
      await page.getByText(`Delete ${name}…`).click();
      await expect(field(page)).toHaveCount(0);
      await page.getByLabel("Name of the organization").fill(name);
      const submit = page.getByRole("button", { name: "Delete organization" });
      await submit.click();
      await expect(page.getByText("Please confirm your password to go on.")).toBeVisible();
      await expect(page.getByLabel("Name of the organization")).toHaveValue(name);
      await field(page).fill("not my password");
      await submit.click();
      await expect(page.getByText("This is not your current password.").first()).toBeVisible();

      // A right password and a wrong name: the proof stands, and the page is not lost with the session before.
      await field(page).fill(admin.password);
      await page.getByLabel("Name of the organization").fill("Something else");
      await submit.click();
      await expect(page.getByText("This is not the name of the organization.").first()).toBeVisible();
      await expect(field(page)).toHaveCount(0);
      await page.getByLabel("Name of the organization").fill(name);
      await submit.click();
      await expect(page.getByText("The organization was deleted")).toBeVisible();
      await expect(page).toHaveURL(/\/account\/profile$/);
    });

    test("confirming a new address asks for the password on its page, and not to sign out of another account", async ({ page, app, mailbox }) => {
      const person = await createAccount(app.url, mailbox);
      const newEmail = journey.newAddress();
      const client = new ApiClient(app.url);
      await client.post("/api/auth/login", person);
      expect((await client.post("/api/auth/email-change", { new_email: newEmail, current_password: person.password })).status).toBeLessThan(300);
      const { links } = await mailbox.waitFor(newEmail, { subject: /Confirm your new/ });
      await page.context().addCookies([await plantSession(app, person.email)]);
      await age(app, person.email);
      await page.goto(links[0] ?? "");
      await expect(page.getByRole("heading", { name: "Confirm your new e-mail address" })).toBeVisible();
      await expect(page.getByText("Enter your password to continue.")).toBeVisible();
      await page.getByLabel("Password of the account").fill(person.password);
      await page.getByRole("button", { name: "Confirm new address" }).click();
      await expect(page).toHaveURL(/\/account\/email$/);
      await expect(page.getByText("Your e-mail address was changed.")).toBeVisible();
    });

    test("exporting an audit log asks beside the button, keeps the filters, and goes on", async ({ page, app, mailbox }) => {
      const admin = await createAccount(app.url, mailbox);
      const { slug } = await organizationOf(app, admin.email);
      await journey.signIn(page, admin.email, admin.password);
      await journey.expectHome(page);
      await page.goto(`/org/${slug}/audit-log?action=auth.`);
      await age(app, admin.email);
      await page.getByRole("button", { name: "Export JSON" }).click();
      await expect(page.getByText("Please confirm your password to go on.")).toBeVisible();
      expect(new URL(page.url()).searchParams.get("action")).toBe("auth.");
      await field(page).fill("not my password");
      await page.getByRole("button", { name: "Export JSON" }).click();
      await expect(page.getByText("This is not your current password.")).toBeVisible();
      await field(page).fill(admin.password);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export JSON" }).click();
      const file = JSON.parse(await readFile(await (await download).path(), "utf8")) as { filters?: unknown; items?: unknown[]; entries?: unknown[] };
      expect(JSON.stringify(file)).toContain("auth.verify-email");
      // Still signed in, with the session that took the place of the one before.
      await page.goto(`/org/${slug}/audit-log`);
      await expect(page.getByText("Your password")).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Export CSV" })).toBeVisible();
    });

    test("two tabs: the proof of one counts in the other", async ({ page, app, mailbox, context }) => {
      const [admin, person] = [await createAccount(app.url, mailbox), await createAccount(app.url, mailbox)];
      await inDatabase(app, `UPDATE users SET is_system_admin = true WHERE email = $1`, admin.email);
      const [{ id } = { id: "" }] = await inDatabase<{ id: string }>(app, `SELECT id FROM users WHERE email = $1`, person.email);
      await journey.signIn(page, admin.email, admin.password);
      await journey.expectHome(page);
      await age(app, admin.email);
      const other = await context.newPage();
      for (const tab of [page, other]) {
        await tab.goto(`/admin/users/${id}`);
        await tab.locator("summary", { hasText: "Make system admin…" }).click();
      }
      const form = (tab: Page) => tab.locator("form", { has: tab.getByRole("button", { name: "Make system admin" }) });
      // The sign-in was too long ago when the page was made, so the field is there at once.
      await form(page).getByLabel("Reason").fill(REASON);
      await form(page).getByLabel("Your password").fill(admin.password);
      await form(page).getByRole("button").last().click();
      await expect(page.getByText("The user is a system admin from their next sign-in on.")).toBeVisible();
      await other.goto(`/admin/users/${id}`);
      await other.locator("summary", { hasText: "Take system admin away…" }).click();
      await expect(field(other)).toHaveCount(0);
      const taking = other.locator("form", { has: other.getByRole("button", { name: "Take system admin away" }) });
      await taking.getByLabel("Reason").fill(REASON);
      await taking.getByRole("button").last().click();
      await expect(other.getByText("The user is no longer a system admin")).toBeVisible();
    });
  });
}

test("answers programs with RECENT_PROOF_REQUIRED until they confirm the password", async ({ app, mailbox }) => {
  const admin = await createAccount(app.url, mailbox);
  const { slug } = await organizationOf(app, admin.email);
  const client = new ApiClient(app.url);
  await client.post("/api/auth/login", admin);
  await age(app, admin.email);
  const exporting = `/api/v1/organizations/${slug}/audit-log/export`;
  const refused = await client.post(exporting, { format: "json" });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, "RECENT_PROOF_REQUIRED"]);
  // Only forms may send the password along.
  expect((await client.post(exporting, { format: "json", current_password: admin.password })).status).toBe(422);
  expect((await client.post("/api/auth/confirm-password", { current_password: "not my password" })).status).toBe(401);
  expect((await client.post("/api/auth/confirm-password", {})).status).toBe(422);
  expect((await client.post("/api/auth/confirm-password", { current_password: admin.password })).status).toBe(204);
  expect((await client.post(exporting, { format: "json" })).status).toBe(200);
});
