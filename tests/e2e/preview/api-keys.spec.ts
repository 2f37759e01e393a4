// The page of API keys: a new key is shown once and works, until it is revoked by its owner or an admin.
import type { Page } from "@playwright/test";
import { createAccount, enter } from "@/tests/e2e/account";
import { inDatabase, organizationOf } from "@/tests/e2e/database";
import { organizationOfTwo } from "@/tests/e2e/organization-of-two";
import { openRowMenu } from "@/tests/e2e/row-menu";
import { uniqueAddress } from "@/tests/factories/addresses";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

/** The status of a request with the key. */
async function use(app: Instance, slug: string, key: string): Promise<number> {
  const headers = { Authorization: `Bearer ${key}`, "X-Forwarded-For": uniqueAddress() };
  return (await fetch(`${app.url}/api/v1/organizations/${slug}/members`, { headers })).status;
}

async function create(page: Page, name: string, owner?: "organization" | "user"): Promise<string> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  if (owner) await page.getByLabel("Belongs to").selectOption(owner);
  await page.getByRole("button", { name: "Create key" }).click();
  const shown = page.getByRole("group", { name: "The new API key" });
  await expect(shown).toHaveText(/^gh_live_/);
  return (await shown.textContent())?.trim() ?? "";
}

async function revoke(page: Page, name: string): Promise<void> {
  const row = await openRowMenu(page, name);
  await row.getByRole("button", { name: /^Revoke/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("The key was revoked. It no longer works.")).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("shows a new key once, which works until an admin revokes it, and mails its creator", async ({
      page,
      app,
      mailbox,
    }) => {
      const { admin, slug } = await organizationOfTwo(app, mailbox);
      await enter(page, admin);
      await page.goto(`/org/${slug}/api-keys`);
      await expect(page.getByText("No organization keys yet")).toBeVisible();
      await expect(page.getByText("No personal keys yet")).toBeVisible();
      await expect(page.getByText("Personal keys of other members")).toHaveCount(0);
      const key = await create(page, "Nightly backup", "organization");
      expect(await use(app, slug, key)).toBe(200);
      const mail = await mailbox.waitFor(admin.email, { subject: /API key was created by your/ });
      expect(mail.text).toContain(key.slice(0, 14));
      expect(mail.text).not.toContain(key.slice(14));

      await page.getByRole("link", { name: "Done" }).click();
      const row = page
        .getByRole("table", { name: "The organization’s API keys" })
        .getByRole("row", { name: "Nightly backup" });
      await expect(row).toContainText(`${key.slice(0, 14)}…`);
      expect(await page.content()).not.toContain(key.slice(14));
      await revoke(page, "Nightly backup");
      await expect(row).toHaveCount(0);
      expect(await use(app, slug, key)).toBe(401);
    });

    test("shows an error beside the field, and an expired key as expired", async ({ page, app, mailbox }) => {
      const person = await createAccount(app.url, mailbox);
      const { slug } = await organizationOf(app, person.email);
      await enter(page, person);
      await page.goto(`/org/${slug}/api-keys`);
      await page.getByLabel("Name", { exact: true }).fill(" ");
      await page.getByRole("button", { name: "Create key" }).click();
      await expect(page.getByText("Please enter a name for the key.").first()).toBeVisible();
      const key = await create(page, "Laptop", "user");
      const expire = "UPDATE api_keys SET expires_at = now() - interval '1 day' WHERE prefix = $1";
      await inDatabase(app, expire, key.slice(0, 14));
      await page.goto(`/org/${slug}/api-keys`);
      await expect(page.getByRole("row", { name: "Laptop" })).toContainText("Expired");
      expect(await use(app, slug, key)).toBe(401);
    });

    test("lets a member see and revoke only their personal keys, and an admin those of members", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const { admin, other, slug } = await organizationOfTwo(app, mailbox);
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, other);
      await visitor.goto(`/org/${slug}/api-keys`);
      await expect(visitor.getByLabel("Belongs to")).toHaveCount(0);
      const keys = [await create(visitor, "First")];
      await visitor.goto(`/org/${slug}/api-keys`);
      keys.push(await create(visitor, "Second"));
      for (const key of keys) expect(await use(app, slug, key)).toBe(200);

      await enter(page, admin);
      await page.goto(`/org/${slug}/api-keys`);
      const theirs = page.getByRole("table", { name: "Personal API keys of other members" });
      await expect(theirs.getByRole("row")).toHaveCount(3);
      await expect(theirs.getByRole("row", { name: "First" })).toContainText("Ada");
      await revoke(page, "First");
      await expect(theirs.getByRole("row", { name: "Second" })).toBeVisible();
      expect(await use(app, slug, keys[0] ?? "")).toBe(401);

      await visitor.goto(`/org/${slug}/api-keys`);
      await expect(visitor.getByRole("row", { name: "First" })).toHaveCount(0);
      await revoke(visitor, "Second");
      expect(await use(app, slug, keys[1] ?? "")).toBe(401);
    });
  });
}
