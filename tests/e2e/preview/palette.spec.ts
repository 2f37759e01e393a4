// The command palette by keyboard: it opens by its shortcut, finds pages, members and content, and leads there.
import { inspectHere } from "@/tests/e2e/inspect";
import { plantSession } from "@/tests/e2e/planted-session";
import { expect, test } from "@/tests/setup/fixtures";

test.beforeEach(async ({ context, app, page }) => {
  const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
  await context.addCookies([await plantSession(app, admin?.email ?? "")]);
  await page.goto("/org/stonebridge");
  await expect(page.getByRole("button", { name: "Search", exact: false }).first()).toBeVisible();
});

test("opens by its shortcut, finds a member, and leads there by Enter", async ({ page }) => {
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: /^Search pages/ });
  await expect(box).toBeFocused();
  await page.keyboard.type("Carver");
  const option = page.getByRole("option", { name: /^Mo Carver/ });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/org\/stonebridge\/members\?search=member/);
  await expect(page.getByRole("dialog", { name: "Search" })).toHaveCount(0);
});

test("chooses pages by arrows, and returns the focus when Escape closes it", async ({ page }) => {
  const trigger = page.getByRole("button", { name: /^Search/ });
  await trigger.focus();
  await page.keyboard.press("Enter");
  const selected = page.getByRole("option", { selected: true });
  await expect(selected).toHaveText("Dashboard");
  await page.keyboard.press("ArrowUp");
  await expect(selected).toHaveText("Export");
  await page.keyboard.press("ArrowDown");
  await expect(selected).toHaveText("Dashboard");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Search" })).toHaveCount(0);
  await expect(trigger).toBeFocused();
});

test("is accessible in both themes", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("listbox")).toBeVisible();
  await inspectHere(page, "the palette");
});
