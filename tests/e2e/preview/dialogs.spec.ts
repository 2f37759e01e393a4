// Every kind of dialog by keyboard: it opens from its button, keeps the focus inside, and returns it when closed.
import type { Locator, Page } from "@playwright/test";
import { withDatabase } from "@/tests/e2e/database";
import { FIXTURES } from "@/tests/e2e/feature-fixtures";
import { plantTenant, type PlantedTenant } from "@/tests/e2e/planted-tenant";
import { expect, test } from "@/tests/setup/fixtures";

const focusIsIn = (element: Locator) => element.evaluate((node) => node.contains(document.activeElement));

/** Opens the menu that contains the button, if one does. @returns what gets the focus back when the dialog is closed */
async function reach(page: Page, button: Locator): Promise<Locator> {
  const menu = await button.evaluate((node) => node.closest("[popover]")?.id);
  if (menu === undefined) return button;
  const opener = page.locator(`[popovertarget="${menu}"]`);
  await opener.press("Enter");
  return opener;
}

async function walk(page: Page, dialogId: string): Promise<void> {
  const button = page.locator(`[aria-haspopup=dialog][commandfor="${dialogId}"]`);
  const dialog = page.locator(`[id="${dialogId}"]`);
  const origin = await reach(page, button);
  await button.press("Enter");
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAccessibleName(/\S/);
  expect(await focusIsIn(dialog), `${dialogId} has the focus`).toBe(true);
  const stops = await dialog.locator("input:not([type=hidden]), select, textarea, button, a[href], summary").count();
  for (let step = 0; step <= stops; step += 1) {
    await page.keyboard.press("Tab");
    // The focus may leave the document for the browser's own controls, but must not reach the page behind.
    const isBehind = await dialog.evaluate(
      (node) => document.activeElement !== document.body && !node.contains(document.activeElement),
    );
    expect(isBehind, `${dialogId} keeps the focus`).toBe(false);
  }
  await dialog.getByRole("button").first().focus();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  const [isBack, isAtOrigin] = [await focusIsIn(button), await focusIsIn(origin)];
  expect(isBack || isAtOrigin, `${dialogId} returns the focus`).toBe(true);
}

/** Walks the first and the last dialog of a page: its lists repeat one kind, and its danger zone is last. */
async function walkPage(page: Page, path: string): Promise<void> {
  await page.goto(path);
  const ids = await page
    .locator("main [aria-haspopup=dialog]")
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("commandfor") ?? ""));
  expect(ids.length, `dialogs of ${path}`).toBeGreaterThan(0);
  for (const id of new Set([ids[0], ids.at(-1)])) await walk(page, id ?? "");
}

function paths({ slug, rows, adminUser, id }: PlantedTenant) {
  const ofFeatures = FIXTURES.flatMap(({ name, pagesWithDialogs }) =>
    pagesWithDialogs.map((page) => `/org/${slug}${page.replace("[id]", rows[name] ?? "")}`),
  );
  return {
    org_admin: [
      `/org/${slug}/members`,
      `/org/${slug}/invitations`,
      `/org/${slug}/settings`,
      "/account/delete",
      ...ofFeatures,
    ],
    sys_admin: [`/admin/users/${adminUser}`, `/admin/organizations/${id}`, "/admin/settings"],
  };
}

for (const kind of ["org_admin", "sys_admin"] as const) {
  test(`opens, tabs through and closes every kind of dialog by keyboard, as ${kind}`, async ({ page, context, app }) => {
    const tenant = await withDatabase(app, (client) => plantTenant(client, app.url));
    const [name = "", value = ""] = tenant.cookies[kind]?.split("=") ?? [];
    await context.addCookies([{ name, value, url: app.url }]);
    for (const path of paths(tenant)[kind]) await walkPage(page, path);
  });
}
