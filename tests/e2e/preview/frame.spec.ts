// The frame of signed-in pages, with and without JavaScript: its menus and dialogs by keyboard, the theme in the first
// paint, and the name of the organization.
import type { Page } from "@playwright/test";
import { openMenu } from "@/tests/e2e/journey";
import { plantSession } from "@/tests/e2e/planted-session";
import { expect, test } from "@/tests/setup/fixtures";

const ADMIN = "admin@seed.gatehouse.test";
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const buttonOf = (page: Page, name: RegExp) => page.locator("aside").getByRole("button", { name });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test.beforeEach(async ({ context, app }) => {
      await context.addCookies([await plantSession(app, ADMIN)]);
    });

    test("opens and closes the switcher and the user menu by keyboard, and by a click outside", async ({ page }) => {
      await page.goto("/org/stonebridge/members");
      for (const [name, button, first] of [
        ["Organizations", /^SW|Stonebridge/, "Stonebridge Works"],
        ["Account", /Ada Mason/, "Your account"],
      ] as const) {
        const menu = page.getByRole("group", { name, exact: true });
        await buttonOf(page, button).first().focus();
        await page.keyboard.press("Enter");
        await expect(menu).toBeVisible();
        await page.keyboard.press("Tab");
        expect(await focusedText(page)).toContain(first);
        await page.keyboard.press("Escape");
        await expect(menu).toBeHidden();
        await expect(buttonOf(page, button).first()).toBeFocused();
        await openMenu(page, name);
        await page.locator("main").click({ position: { x: 300, y: 4 } });
        await expect(menu).toBeHidden();
      }
    });

    test("shows a chosen theme on every page until another is chosen", async ({ page }) => {
      const theme = () => page.locator("html").getAttribute("data-theme");
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await page.goto("/org/stonebridge/members");
      const asTheDevice = await background();
      await openMenu(page, "Account");
      await page.getByRole("button", { name: "Dark" }).click();
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
      await expect(page).toHaveURL(/\/org\/stonebridge\/members$/);
      await page.goto("/");
      expect([await theme(), (await background()) === asTheDevice]).toEqual(["dark", false]);
      await page.goto("/account/profile");
      await openMenu(page, "Account");
      await expect(page.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");
      await page.getByRole("button", { name: "System" }).click();
      await expect(page.locator("html")).not.toHaveAttribute("data-theme");
      await page.goto("/");
      expect([await theme(), await background()]).toEqual([null, asTheDevice]);
    });

    test("names the organization in the title, and links back to it from the account pages", async ({ page }) => {
      await page.goto("/org/stonebridge/members");
      await expect(page).toHaveTitle(/^Members · Stonebridge Works · /);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.getByRole("banner")).toContainText(/^Stonebridge Works\s*Members/);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto("/account/password");
      await page.getByRole("link", { name: "Back to Stonebridge Works" }).click();
      await expect(page).toHaveURL(/\/org\/stonebridge$/);
      await expect(page).toHaveTitle(/^Dashboard · Stonebridge Works · /);
    });

    test("keeps the frame and the font on a page that is refused or missing, and links back to the organization", async ({
      page,
      context,
      app,
      problems,
    }) => {
      problems.allow(/403|404/);
      await context.addCookies([await plantSession(app, "reader@seed.gatehouse.test")]);
      await page.goto("/account/profile");
      for (const [path, status, title] of [
        ["/org/stonebridge/settings", 403, "No access"],
        ["/org/stonebridge/no/such/page", 404, "Page not found"],
        ["/org/lantern", 404, "Page not found"],
        ["/admin", 404, "Page not found"],
      ] as const) {
        expect((await page.goto(path))?.status()).toBe(status);
        await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
        const sidebar = page.getByRole("complementary");
        await expect(sidebar.getByRole("link", { name: "Members" })).toBeVisible();
        await expect(sidebar.getByRole("button", { name: /Stonebridge Works/ })).toBeVisible();
        const way = page.getByRole("link", { name: status === 404 ? "Go to Stonebridge Works" : "Go to the dashboard" });
        await expect(way).toHaveAttribute("href", "/org/stonebridge");
        const { faces, family } = await page.evaluate(async () => {
          await document.fonts.ready;
          return { faces: document.fonts.size, family: getComputedStyle(document.body).fontFamily };
        });
        expect([faces > 0, family]).toEqual([true, expect.stringMatching(/^"?(Geist|sans)/)]);
      }
    });

    test("opens and closes a row's menu and its dialog by keyboard, and returns the focus to their buttons", async ({
      page,
    }) => {
      await page.goto("/org/stonebridge/members");
      const menu = page.getByRole("button", { name: "Actions for Mo Carver" });
      const button = page.getByRole("row", { name: /Mo Carver/ }).getByRole("button", { name: /^Remove/ });
      const dialog = page.getByRole("dialog", { name: "Remove Mo Carver?" });
      await expect(button).toBeHidden();
      await menu.press("Enter");
      await page.keyboard.press("Tab");
      await expect(page.getByRole("link", { name: "Show in audit log" }).filter({ visible: true })).toBeFocused();
      await page.keyboard.press("Tab");
      await expect(button).toBeFocused();
      const cancel = dialog.getByRole("button", { name: "Cancel" });
      for (const leave of [() => page.keyboard.press("Escape"), () => cancel.press("Enter")]) {
        await button.press("Enter");
        await expect(dialog).toBeVisible();
        expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
        await leave();
        await expect(dialog).toBeHidden();
        await expect(button).toBeFocused();
      }
      await page.keyboard.press("Escape");
      await expect(button).toBeHidden();
      await expect(menu).toBeFocused();
    });
  });
}

test("prefetches a page when the pointer is over its link, and no page before", async ({ page, context, app }) => {
  await context.addCookies([await plantSession(app, ADMIN)]);
  const loaded: string[] = [];
  page.on("request", (request) => {
    if (request.headers().rsc === "1") loaded.push(new URL(request.url()).pathname);
  });
  await page.goto("/org/stonebridge/members", { waitUntil: "networkidle" });
  expect(loaded).toEqual([]);
  await page.getByRole("complementary").getByRole("link", { name: "Invitations" }).hover();
  await expect.poll(() => loaded[0]).toBe("/org/stonebridge/invitations");
});
