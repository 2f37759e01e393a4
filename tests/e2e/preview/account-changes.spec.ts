// Users change their email address, export their data and delete their account, on the pages and through the API.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { createAccount, enter } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { addMember, organizationOf } from "@/tests/e2e/database";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

async function askForChange(page: Page, newEmail: string, password: string): Promise<void> {
  await page.goto("/account/email");
  await page.getByLabel("New e-mail address").fill(newEmail);
  await page.getByLabel("Current password").fill(password);
  await page.getByRole("button", { name: "Send link" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("changes an account's email address after confirmation from the new mailbox, and notifies the old address", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const { email, password } = await createAccount(app.url, mailbox);
      const newEmail = journey.newAddress();
      await enter(page, { email, password });
      const other = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(other, { email, password });

      await askForChange(page, newEmail, "not my password");
      await expect(page.getByText("This is not your current password.").first()).toBeVisible();
      await expect(page.getByLabel("New e-mail address")).toHaveValue(newEmail);
      await askForChange(page, newEmail, password);
      await expect(page.getByText("Check the inbox of the new address")).toBeVisible();
      await expect(page.getByText(newEmail)).toBeVisible();
      expect((await mailbox.waitFor(email, { subject: /A new e-mail address was requested/ })).text).not.toContain(newEmail);

      const { links } = await mailbox.waitFor(newEmail, { subject: /Confirm/ });
      for (let visit = 0; visit < 2; visit += 1) await page.goto(links[0] ?? "");
      await expect(page.getByText(newEmail)).toBeVisible();
      if (javaScriptEnabled) await expect(page).toHaveURL(/\/account\/email\/confirm$/);
      await page.getByRole("button", { name: "Confirm new address" }).click();
      await expect(page).toHaveURL(/\/account\/email$/);
      await expect(page.getByText("Your e-mail address was changed.")).toBeVisible();
      await expect(page.getByRole("main").getByText(newEmail)).toBeVisible();
      await mailbox.waitFor(email, { subject: /was changed/ });
      await other.goto("/account/email");
      await expect(other).toHaveURL(/\/login\?next=/);
      await journey.signIn(other, email, password);
      await expect(other.getByText("The e-mail address or password is incorrect")).toBeVisible();
      await journey.signIn(other, newEmail, password);
      await journey.expectHome(other);
      await page.goto(links[0] ?? "");
      await expect(page.getByText("This link is no longer valid")).toBeVisible();
    });

    test("requires the password if the link is opened on another device, and refuses the link of a canceled change", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const { email, password } = await createAccount(app.url, mailbox);
      const newEmail = journey.newAddress();
      await enter(page, { email, password });
      await askForChange(page, newEmail, password);
      await expect(page.getByText("Check the inbox of the new address")).toBeVisible();
      const canceled = await mailbox.waitFor(newEmail, { subject: /Confirm/ });
      await page.getByRole("button", { name: "Cancel the change" }).click();
      await expect(page.getByText("The change was canceled. Your e-mail address stays the same.")).toBeVisible();
      await expect(page.getByText(newEmail)).toHaveCount(0);

      const elsewhere = await (await newVisitor({ javaScriptEnabled })).newPage();
      await elsewhere.goto(canceled.links[0] ?? "");
      await expect(elsewhere.getByText("This link is no longer valid")).toBeVisible();
      await askForChange(page, newEmail, password);
      const { links } = await mailbox.waitFor(newEmail, { subject: /Confirm/ });
      await elsewhere.goto(links[0] ?? "");
      await expect(elsewhere.getByText(email)).toHaveCount(0);
      await elsewhere.getByLabel("Password of the account").fill("a stranger's guess");
      await elsewhere.getByRole("button", { name: "Confirm new address" }).click();
      await expect(elsewhere.getByText("This is not the password of the account.").first()).toBeVisible();
      await elsewhere.getByLabel("Password of the account").fill(password);
      await elsewhere.getByRole("button", { name: "Confirm new address" }).click();
      await expect(elsewhere).toHaveURL(/\/login$/);
      await expect(elsewhere.getByText("The e-mail address was changed. Sign in with the new one.")).toBeVisible();
      await journey.signIn(elsewhere, newEmail, password);
      await journey.expectHome(elsewhere);
    });

    test("accepts an email change to another account's address like any other, and notifies the owner of that account", async ({
      page,
      app,
      mailbox,
    }) => {
      const { email, password } = await createAccount(app.url, mailbox);
      const { email: taken } = await createAccount(app.url, mailbox);
      await enter(page, { email, password });
      await askForChange(page, taken, password);
      await expect(page.getByText("Check the inbox of the new address")).toBeVisible();
      await expect(page.getByText("Waiting for confirmation")).toBeVisible();
      const notice = await mailbox.waitFor(taken, { subject: /already has an account/ });
      expect(notice.links.filter((link) => link.includes("token="))).toEqual([]);
    });

    test("exports the user's data as a file", async ({ page, app, mailbox }) => {
      const { email, password } = await createAccount(app.url, mailbox);
      await enter(page, { email, password });
      await page.goto("/account/export");
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download export" }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toMatch(/^account-export-\d{4}-\d\d-\d\d\.json$/);
      const file = JSON.parse(await readFile(await download.path(), "utf8")) as Record<string, unknown>;
      expect(file).toMatchObject({
        profile: { email, name: "Ada" },
        memberships: [{ organization: { name: "Ada's organization" }, role: "org_admin" }],
        sessions: [{ ip_address: expect.any(String) }],
        audit_entries: [{ action: "users.export" }],
      });
      expect(JSON.stringify(file)).not.toContain("argon2");
    });

    test("deletes an account permanently, with its session and its organization, and refuses a later sign-in", async ({
      page,
      app,
      mailbox,
    }) => {
      const { email, password } = await createAccount(app.url, mailbox);
      await journey.signIn(page, email, password);
      await journey.expectHome(page);
      const home = page.url();
      await page.goto("/account/delete");
      await expect(page.getByText("Ada's organization").last()).toBeVisible();
      const remove = async (address: string, given: string) => {
        await page.getByLabel(/^Type .* to confirm$/).fill(address);
        await page.getByLabel("Current password").fill(given);
        await page.getByRole("button", { name: "Delete account", exact: true }).click();
      };
      await page.getByRole("button", { name: "Delete account…" }).click();
      if (javaScriptEnabled) {
        await page.getByLabel(/^Type .* to confirm$/).fill("somebody@example.com");
        await expect(page.getByRole("button", { name: "Delete account", exact: true })).toBeDisabled();
      } else {
        await remove("somebody@example.com", password);
        await expect(page.getByText("This is not the address of your account.").first()).toBeVisible();
      }
      await remove(email, "not my password");
      await expect(page.getByText("This is not your current password.").first()).toBeVisible();
      await remove(email, password);
      await expect(page).toHaveURL(/\/login$/);
      await expect(page.getByText("Your account was deleted.")).toBeVisible();
      await mailbox.waitFor(email, { subject: /was deleted/ });
      expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("session_id");
      await page.goto(home);
      await expect(page).toHaveURL(/\/login\?next=/);
      await journey.signIn(page, email, password);
      await expect(page.getByText("The e-mail address or password is incorrect")).toBeVisible();
    });

    test("refuses to delete an organization's only admin if it has other members, even if they joined after the page was opened", async ({
      page,
      app,
      mailbox,
    }) => {
      const [admin, other] = [await createAccount(app.url, mailbox), await createAccount(app.url, mailbox)];
      await enter(page, admin);
      await page.goto("/account/delete");
      await addMember(app, (await organizationOf(app, admin.email)).slug, other.email, "member");
      await page.getByRole("button", { name: "Delete account…" }).click();
      await page.getByLabel(/^Type .* to confirm$/).fill(admin.email);
      await page.getByLabel("Current password").fill(admin.password);
      await page.getByRole("button", { name: "Delete account", exact: true }).click();
      // Without JavaScript, the response is the page itself, which shows what prevents the deletion.
      if (javaScriptEnabled) {
        await expect(page.getByText("An organization needs at least one admin who can sign in.")).toBeVisible();
        await page.getByRole("link", { name: "See why it cannot be deleted" }).click();
      }
      await expect(page.getByText("Ada's organization would have no admin")).toBeVisible();
      await expect(page.getByRole("button", { name: "Delete account…" })).toBeDisabled();
      await page.getByRole("link", { name: "Members of Ada's organization" }).click();
      await expect(page.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
      await page.getByRole("row", { name: other.email }).getByRole("combobox").selectOption("org_admin");
      await page.getByRole("row", { name: other.email }).getByRole("button", { name: /^Save/ }).click();
      await expect(page.getByText("The role was changed.")).toBeVisible();
      await page.goto("/account/delete");
      await expect(page.getByText("your membership in Ada's organization")).toBeVisible();
      await expect(page.getByRole("button", { name: "Delete account…" })).toBeVisible();
    });
  });
}

test("returns the user to the export page with the reason if an export is refused", async ({ page, app, mailbox }) => {
  const { email, password } = await createAccount(app.url, mailbox);
  await enter(page, { email, password });
  await page.goto("/account/export");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Download export" }).click();
  await expect(page).toHaveURL(/\/login\?next=%2Faccount%2Fexport&refused=UNAUTHORIZED$/);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/account\/export$/);
  await page.goto("/account/export?refused=RATE_LIMITED");
  await expect(page.getByText("Nothing was exported")).toBeVisible();
  await page.goto("/account/export?refused=toString");
  await expect(page.getByText("Nothing was exported")).toHaveCount(0);
});

test("offers the email change, export and deletion of an account through the API", async ({ app, mailbox }) => {
  const { email, password } = await createAccount(app.url, mailbox);
  const [client, other] = [new ApiClient(app.url), new ApiClient(app.url)];
  const newEmail = journey.newAddress();
  for (const path of ["/api/auth/email-change", "/api/auth/export", "/api/auth/delete-account"]) {
    expect(
      (
        await client.post(
          path,
          path.endsWith("export") ? {} : { new_email: newEmail, confirm: email, current_password: password },
        )
      ).status,
    ).toBeGreaterThanOrEqual(400);
  }
  await client.post("/api/auth/login", { email, password });
  const change = { new_email: newEmail, current_password: password };
  const asked = await client.post("/api/auth/email-change", change);
  expect([asked.status, await asked.json()]).toEqual([202, { status: "accepted" }]);
  const pending = (await (await client.get("/api/auth/email-change")).json()) as object;
  expect(pending).toEqual({
    pending: { new_email: newEmail, requested_at: expect.stringMatching(/Z$/), expires_at: expect.stringMatching(/Z$/) },
  });
  expect((await client.request("DELETE", "/api/auth/email-change")).status).toBe(204);
  expect(await (await client.get("/api/auth/email-change")).json()).toEqual({ pending: null });
  await mailbox.waitFor(newEmail, { subject: /Confirm/ });
  await client.post("/api/auth/email-change", change);
  const token = journey.tokenOf((await mailbox.waitFor(newEmail, { subject: /Confirm/ })).links[0]);
  const elsewhere = await other.post("/api/auth/email-change/confirm", { token });
  expect([elsewhere.status, ((await elsewhere.json()) as { code: string }).code]).toEqual([403, "PASSWORD_REQUIRED"]);
  expect((await client.post("/api/auth/email-change/confirm", { token })).status).toBe(204);
  const session = (await (await client.get("/api/auth/session")).json()) as { user: { email: string } };
  expect(session.user.email).toBe(newEmail);

  const exported = await client.post("/api/auth/export");
  expect(exported.status).toBe(200);
  expect(exported.headers.get("content-disposition")).toMatch(/^attachment; filename="account-export-[\d-]{10}\.json"$/);
  expect(exported.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(exported.headers.get("cache-control")).toBe("no-store");
  expect(((await exported.json()) as { profile: { email: string } }).profile.email).toBe(newEmail);
  expect((await client.post("/api/auth/export", { everything: true })).status).toBe(422);
  expect((await client.post("/api/auth/export?format=csv")).headers.get("content-type")).toBe(
    "application/json; charset=utf-8",
  );
  expect((await client.get("/api/auth/export")).status).toBe(405);

  const goodbye = { confirm: newEmail, current_password: password };
  expect((await client.post("/api/auth/delete-account", { ...goodbye, confirm: email })).status).toBe(422);
  expect((await client.post("/api/auth/delete-account", { ...goodbye, current_password: "not my password" })).status).toBe(
    401,
  );
  expect((await client.post("/api/auth/delete-account", goodbye)).status).toBe(204);
  expect((await client.get("/api/auth/session")).status).toBe(401);
  expect((await client.post("/api/auth/login", { email: newEmail, password })).status).toBe(401);
});
