// The command palette by keyboard: it opens by its shortcut, and finds and opens pages, members and content.
import { inspectHere } from "@/tests/e2e/inspect";
import { plantSession } from "@/tests/e2e/planted-session";
import { expect, test } from "@/tests/setup/fixtures";

test.beforeEach(async ({ context, app, page }) => {
  const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
  await context.addCookies([await plantSession(app, admin?.email ?? "")]);
  await page.goto("/org/stonebridge");
  await expect(page.getByRole("button", { name: "Search", exact: false }).first()).toBeVisible();
});

test("opens the palette by its shortcut, finds a member, and opens the result by Enter", async ({ page }) => {
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

test("selects pages with the arrow keys, and returns the focus when Escape closes the palette", async ({ page }) => {
  const trigger = page.getByRole("button", { name: /^Search/ });
  await trigger.focus();
  await page.keyboard.press("Enter");
  const first = page.getByRole("group", { name: "Actions" }).getByRole("option").first();
  await expect(first).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("option").last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(first).toHaveAttribute("aria-selected", "true");
  await page.keyboard.type("invite");
  await expect(first).toHaveText("Invite people");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Search" })).toHaveCount(0);
  await expect(trigger).toBeFocused();
});

test("offers a reader no action that readers may not do", async ({ page, context, app }) => {
  const reader = app.sign_ins.find(({ role, organization }) => role === "readonly" && organization === "stonebridge");
  await context.addCookies([await plantSession(app, reader?.email ?? "")]);
  await page.goto("/org/stonebridge");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: "Members" })).toBeVisible();
  await expect(page.getByRole("option", { name: /^(New (?!organization)|Invit|Audit log)/ })).toHaveCount(0);
});

test("shows the palette without accessibility violations in both themes, and closes it by a button on a phone", async ({
  page,
}) => {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("listbox")).toBeVisible();
  await inspectHere(page, "the palette");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog", { name: "Search" })).toHaveCount(0);
});
