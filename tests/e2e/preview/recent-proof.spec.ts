// Actions that cannot be undone or that grant rights require the password again if its last proof is too old. With the
// password, they continue.
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { createAccount, enter } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { inDatabase, organizationOf } from "@/tests/e2e/database";
import * as journey from "@/tests/e2e/journey";
import { organizationOfTwo } from "@/tests/e2e/organization-of-two";
import { plantSession } from "@/tests/e2e/planted-session";
import { openRowMenu } from "@/tests/e2e/row-menu";
import { REASON } from "@/tests/e2e/system-admin";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";
import type { Mailbox } from "@/tests/setup/mailbox";

/** Sets the age of the password proofs of a user's sessions. */
const age = (app: Instance, email: string, interval = "16 minutes") =>
  inDatabase(
    app,
    `UPDATE sessions SET proved_at = now() - $2::interval WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
    email,
    interval,
  );

/** A system admin with a password, and a suspended user who is an organization's admin. */
async function adminAndSuspended(app: Instance, mailbox: Mailbox) {
  const admin = await createAccount(app.url, mailbox);
  const { email } = await createAccount(app.url, mailbox);
  await inDatabase(app, `UPDATE users SET is_system_admin = true WHERE email = $1`, admin.email);
  const [suspended] = await inDatabase<{ id: string }>(
    app,
    `UPDATE users SET suspended_at = now() WHERE email = $1 RETURNING id`,
    email,
  );
  return { admin, id: suspended?.id ?? "" };
}

const field = (page: Page) => page.getByLabel("Your password");

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("asks for the password within the form that deletes an organization, keeps the input, and continues", async ({
      page,
      app,
      mailbox,
    }) => {
      const admin = await createAccount(app.url, mailbox);
      const { slug, name } = await organizationOf(app, admin.email);
      await enter(page, admin);
      await page.goto(`/org/${slug}/settings`);
      // The page is opened while the proof is recent, and submitted afterwards.
      await age(app, admin.email);
      await page.getByRole("button", { name: "Delete organization…" }).click();
      await expect(field(page)).toHaveCount(0);
      await page.getByLabel(/^Type .* to confirm$/).fill(name);
      const submit = page.getByRole("button", { name: "Delete organization", exact: true });
      await submit.click();
      await expect(page.getByText("Please confirm your password to continue.")).toBeVisible();
      await expect(page.getByLabel(/^Type .* to confirm$/)).toHaveValue(name);
      await field(page).fill("not my password");
      await submit.click();
      await expect(page.getByText("This is not your current password.").first()).toBeVisible();

      // The password is correct but the name is wrong. The proof is stored, and the page works with the new session.
      await field(page).fill(admin.password);
      await page.getByLabel(/^Type .* to confirm$/).fill("Something else");
      if (javaScriptEnabled) await expect(submit).toBeDisabled();
      else {
        await submit.click();
        await expect(page.getByText("This is not the name of the organization.").first()).toBeVisible();
        await expect(field(page)).toHaveCount(0);
      }
      await page.getByLabel(/^Type .* to confirm$/).fill(name);
      await submit.click();
      await expect(page.getByText("The organization and everything in it were deleted.")).toBeVisible();
      await expect(page).toHaveURL(/\/account\/profile$/);
    });

    test("requires the password, but no sign-out, to confirm a new email address if the proof is too old", async ({
      page,
      app,
      mailbox,
    }) => {
      const person = await createAccount(app.url, mailbox);
      const newEmail = journey.newAddress();
      const client = new ApiClient(app.url);
      await client.post("/api/auth/login", person);
      expect(
        (await client.post("/api/auth/email-change", { new_email: newEmail, current_password: person.password })).status,
      ).toBeLessThan(300);
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

    test("asks for the password next to the button that exports an audit log, keeps the filters, and continues", async ({
      page,
      app,
      mailbox,
    }) => {
      const admin = await createAccount(app.url, mailbox);
      const { slug } = await organizationOf(app, admin.email);
      await enter(page, admin);
      await page.goto(`/org/${slug}/audit-log?action=auth.`);
      await age(app, admin.email);
      const menu = page.getByRole("button", { name: "Export", exact: true });
      await menu.click();
      await page.getByRole("button", { name: "Export JSON" }).click();
      const block = page.locator("form", { has: page.getByRole("button", { name: "Export JSON" }) });
      await expect(block.getByRole("alert").getByText("Please confirm your password to continue.")).toBeVisible();
      await expect(page).toHaveURL((url) => url.searchParams.get("action") === "auth.");
      await field(page).fill("not my password");
      await page.getByRole("button", { name: "Export JSON" }).click();
      await expect(page.getByText("This is not your current password.")).toBeVisible();
      await field(page).fill(admin.password);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export JSON" }).click();
      const file = JSON.parse(await readFile(await (await download).path(), "utf8")) as {
        filters?: unknown;
        items?: unknown[];
        entries?: unknown[];
      };
      expect(JSON.stringify(file)).toContain("auth.verify-email");
      // The browser is still signed in, with the session that replaced the earlier one.
      await page.goto(`/org/${slug}/audit-log`);
      await expect(page.getByText("Your password")).toHaveCount(0);
      await expect(menu).toBeVisible();
    });

    test("asks for the password to send or resend invitations for the admin role only, and keeps the input", async ({
      page,
      app,
      mailbox,
    }) => {
      const { admin, slug } = await organizationOfTwo(app, mailbox);
      await enter(page, admin);
      await age(app, admin.email);
      await page.goto(`/org/${slug}/invitations`);
      const [address, role] = [page.getByLabel("E-mail address"), page.getByRole("combobox", { name: "Role" })];
      const submit = page.getByRole("button", { name: "Send invitation", exact: true });
      await expect(field(page)).toHaveCount(0);
      await address.fill(journey.newAddress());
      await role.selectOption("readonly");
      await submit.click();
      await expect(page.getByText("The invitation to")).toBeVisible();

      const invited = journey.newAddress();
      await address.fill(invited);
      await role.selectOption("org_admin");
      await submit.click();
      await expect(page.getByText("Please confirm your password to continue.")).toBeVisible();
      await expect(address).toHaveValue(invited);
      await expect(role).toHaveValue("org_admin");
      await field(page).fill("not my password");
      await submit.click();
      await expect(page.getByText("This is not your current password.").first()).toBeVisible();
      await expect(role).toHaveValue("org_admin");
      await field(page).fill(admin.password);
      await submit.click();
      const row = page.getByRole("row", { name: invited });
      await expect(row.getByText("Admin", { exact: true })).toBeVisible();
      await expect(field(page)).toHaveCount(0);

      await age(app, admin.email);
      await openRowMenu(page, invited);
      await row.getByRole("button", { name: /^Resend/ }).click();
      await expect(row.getByText("Please confirm your password to continue.")).toBeVisible();
      await field(page).fill(admin.password);
      await row.getByRole("button", { name: /^Resend/ }).click();
      await expect(page.getByText("A new link is on its way")).toBeVisible();
    });

    test("sends an invitation without the requested password if the role is changed from admin to another", async ({
      page,
      app,
      mailbox,
    }) => {
      const { admin, slug } = await organizationOfTwo(app, mailbox);
      await enter(page, admin);
      await age(app, admin.email);
      await page.goto(`/org/${slug}/invitations`);
      const invited = journey.newAddress();
      await page.getByLabel("E-mail address").fill(invited);
      await page.getByRole("combobox", { name: "Role" }).selectOption("org_admin");
      await page.getByRole("button", { name: "Send invitation", exact: true }).click();
      await expect(field(page)).toBeVisible();
      await page.getByRole("combobox", { name: "Role" }).selectOption("member");
      await page.getByRole("button", { name: "Send invitation", exact: true }).click();
      await expect(page.getByRole("row", { name: invited }).getByText("Member", { exact: true })).toBeVisible();
    });

    test("asks for the password in the member's row to make them an admin, but not to lower their role", async ({
      page,
      app,
      mailbox,
    }) => {
      const { admin, other, slug } = await organizationOfTwo(app, mailbox);
      await enter(page, admin);
      await age(app, admin.email);
      await page.goto(`/org/${slug}/members`);
      const row = page.getByRole("row", { name: other.email });
      const save = async (role: string) => {
        await row.getByRole("combobox").selectOption(role);
        await row.getByRole("button", { name: /^Save/ }).click();
      };
      await save("readonly");
      await expect(page.getByText("The role was changed.")).toBeVisible();
      await expect(row.getByRole("combobox")).toHaveValue("readonly");
      await save("org_admin");
      await expect(row.getByText("Please confirm your password to continue.")).toBeVisible();
      await expect(row.getByRole("combobox")).toHaveValue("org_admin");
      await field(page).fill("not my password");
      await row.getByRole("button", { name: /^Save/ }).click();
      await expect(row.getByText("This is not your current password.").first()).toBeVisible();
      // The sign-in page's message would not suit a signed-in user, who entered no email address.
      await expect(row.getByText("The e-mail address or password")).toHaveCount(0);
      await field(page).fill(admin.password);
      await row.getByRole("button", { name: /^Save/ }).click();
      await expect(page.getByText("The role was changed.")).toBeVisible();
      await expect(row.getByRole("combobox")).toHaveValue("org_admin");
      await expect(field(page)).toHaveCount(0);
    });

    test("shows the password field from the start in the form that reactivates a suspended admin, and keeps the reason", async ({
      page,
      app,
      mailbox,
    }) => {
      const { admin, id } = await adminAndSuspended(app, mailbox);
      await page.context().addCookies([await plantSession(app, admin.email)]);
      await age(app, admin.email);
      await page.goto(`/admin/users/${id}`);
      await page.getByRole("button", { name: "Reactivate…" }).click();
      await page.getByLabel("Reason").fill(REASON);
      await field(page).fill("not my password");
      const submit = page.getByRole("button", { name: "Reactivate", exact: true });
      await submit.click();
      await expect(page.getByText("This is not your current password.").first()).toBeVisible();
      await expect(page.getByLabel("Reason")).toHaveValue(REASON);
      await field(page).fill(admin.password);
      await submit.click();
      await expect(page.getByText("The user can sign in again.")).toBeVisible();
    });

    test("requires no password in one tab after it was confirmed in another", async ({ page, app, mailbox, context }) => {
      const [admin, person] = [await createAccount(app.url, mailbox), await createAccount(app.url, mailbox)];
      await inDatabase(app, `UPDATE users SET is_system_admin = true WHERE email = $1`, admin.email);
      const [{ id } = { id: "" }] = await inDatabase<{ id: string }>(
        app,
        `SELECT id FROM users WHERE email = $1`,
        person.email,
      );
      await enter(page, admin);
      await age(app, admin.email);
      const other = await context.newPage();
      for (const tab of [page, other]) {
        await tab.goto(`/admin/users/${id}`);
        await tab.getByRole("button", { name: "Make system admin…" }).click();
      }
      const form = (tab: Page) => tab.locator("form", { has: tab.getByRole("button", { name: "Make system admin" }) });
      // The proof was already too old when the page was rendered, so the form has the password field from the start.
      await form(page).getByLabel("Reason").fill(REASON);
      await form(page).getByLabel("Your password").fill(admin.password);
      await form(page).getByRole("button").last().click();
      await expect(page.getByText("The user is now a system admin and has to sign in again.")).toBeVisible();
      await other.goto(`/admin/users/${id}`);
      await other.getByRole("button", { name: "Revoke system admin…" }).click();
      await expect(field(other)).toHaveCount(0);
      const taking = other.locator("form", { has: other.getByRole("button", { name: "Revoke system admin" }) });
      await taking.getByLabel("Reason").fill(REASON);
      await taking.getByRole("button").last().click();
      await expect(other.getByText("The user is no longer a system admin")).toBeVisible();
    });
  });
}

test("returns RECENT_PROOF_REQUIRED to API clients until they confirm the password", async ({ app, mailbox }) => {
  const admin = await createAccount(app.url, mailbox);
  const { slug } = await organizationOf(app, admin.email);
  const client = new ApiClient(app.url);
  await client.post("/api/auth/login", admin);
  await age(app, admin.email);
  const exporting = `/api/v1/organizations/${slug}/audit-log/export`;
  const refused = await client.post(exporting, { format: "json" });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, "RECENT_PROOF_REQUIRED"]);
  const { items } = (await (await client.get(`/api/v1/organizations/${slug}/members`)).json()) as {
    items: { id: string }[];
  };
  const [invitations, member] = [
    `/api/v1/organizations/${slug}/invitations`,
    `/api/v1/organizations/${slug}/members/${items[0]?.id}`,
  ];
  for (const granting of [
    await client.post(invitations, { email: journey.newAddress(), role: "org_admin" }),
    await client.request("PATCH", member, { role: "org_admin" }),
  ]) {
    expect([granting.status, ((await granting.json()) as { code: string }).code]).toEqual([403, "RECENT_PROOF_REQUIRED"]);
  }
  expect((await client.post(invitations, { email: journey.newAddress(), role: "member" })).status).toBe(201);
  // Only forms may send the password in the same request.
  expect((await client.post(exporting, { format: "json", current_password: admin.password })).status).toBe(422);
  expect((await client.post("/api/auth/confirm-password", { current_password: "not my password" })).status).toBe(401);
  expect((await client.post("/api/auth/confirm-password", {})).status).toBe(422);
  expect((await client.post("/api/auth/confirm-password", { current_password: admin.password })).status).toBe(204);
  expect((await client.post(exporting, { format: "json" })).status).toBe(200);
});

test("returns RECENT_PROOF_REQUIRED to an API client that reactivates an admin, until it confirms the password", async ({
  app,
  mailbox,
}) => {
  const { admin, id } = await adminAndSuspended(app, mailbox);
  const client = new ApiClient(app.url);
  await client.post("/api/auth/login", admin);
  await age(app, admin.email);
  const resume = () => client.post(`/api/v1/admin/users/${id}/resume`, { reason: REASON });
  const refused = await resume();
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, "RECENT_PROOF_REQUIRED"]);
  expect((await client.post("/api/auth/confirm-password", { current_password: admin.password })).status).toBe(204);
  expect((await resume()).status).toBe(204);
});
