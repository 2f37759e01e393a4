// The command palette by keyboard: it opens by its shortcut, and finds and opens pages, members and content.
import { organizationOf } from "@/tests/e2e/database";
import { inspectHere } from "@/tests/e2e/inspect";
import { organizationOfTwo } from "@/tests/e2e/organization-of-two";
import { plantSession } from "@/tests/e2e/planted-session";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/setup/fixtures";

/** Opens the palette, by default with its shortcut. Until the page's script runs, a key has no effect, so it is pressed again. */
async function openPalette(page: Page, key = "Control+k"): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Search" });
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press(key);
    await expect(dialog).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

test.beforeEach(async ({ context, app, page }) => {
  const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
  await context.addCookies([await plantSession(app, admin?.email ?? "")]);
  await page.goto("/org/stonebridge");
  await expect(page.getByRole("button", { name: "Search", exact: false }).first()).toBeVisible();
});

test("opens the palette with its shortcut, finds a member, and opens the result with Enter", async ({ page }) => {
  await openPalette(page);
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
  await openPalette(page, "Enter");
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
  await openPalette(page);
  await expect(page.getByRole("option", { name: "Members" })).toBeVisible();
  await expect(page.getByRole("option", { name: /^(New (?!organization)|Invit|Audit log)/ })).toHaveCount(0);
});

test("shows the palette without accessibility violations in both themes, and closes it by a button on a phone", async ({
  page,
}) => {
  await openPalette(page);
  await expect(page.getByRole("listbox")).toBeVisible();
  await inspectHere(page, "the palette");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog", { name: "Search" })).toHaveCount(0);
});

test("switches the organization like the sidebar does, and refuses a page that was rendered for another user", async ({
  page,
  context,
  app,
  mailbox,
}) => {
  const { admin, other, slug } = await organizationOfTwo(app, mailbox);
  const [own, theirs] = [await organizationOf(app, other.email), await organizationOf(app, admin.email)];
  expect([own.slug === slug, theirs.slug]).toEqual([false, slug]);
  await context.addCookies([await plantSession(app, other.email)]);
  await page.goto(`/org/${own.slug}`);
  await openPalette(page);
  const entry = page.getByRole("group", { name: "Other organizations" }).getByRole("option");
  await expect(entry).toHaveText(theirs.name);
  const stranger = await plantSession(app, admin.email);
  const mine = (await context.cookies()).find(({ name }) => name === stranger.name);
  await context.addCookies([stranger]);
  await entry.click();
  await expect(page.getByRole("dialog", { name: "Search" }).getByRole("alert")).toContainText(
    `You are signed in as ${admin.email}`,
  );
  expect((await organizationOf(app, other.email)).slug).toBe(own.slug);
  await context.addCookies(mine ? [mine] : []);
  await entry.click();
  await expect(page).toHaveURL(`/org/${slug}`);
  await expect(page.getByRole("dialog", { name: "Search" })).toHaveCount(0);
  expect((await organizationOf(app, other.email)).slug).toBe(slug);
});

const SEARCHES = "**/api/v1/organizations/*/search?*";

for (const { status, sentence } of [
  { status: 401, sentence: "You were signed out. Sign in again" },
  { status: 429, sentence: "Too many requests. Please wait a moment and try again." },
  { status: 500, sentence: "The search did not work. Please try again." },
  { status: null, sentence: "The server could not be reached. Please check your connection." },
])
  test(`says why a search was refused: ${status ?? "no network"}`, async ({ page, problems }) => {
    problems.allow(/Failed to load resource/);
    await page.route(SEARCHES, (route) => (status === null ? route.abort() : route.fulfill({ status, json: {} })));
    await openPalette(page);
    await expect(page.getByRole("combobox")).toBeFocused();
    await page.keyboard.type("Memb");
    const results = page.getByRole("dialog", { name: "Search" }).getByRole("status").filter({ visible: true });
    await expect(results.filter({ hasText: sentence })).toBeVisible();
    await expect(page.getByRole("option", { name: "Members" })).toBeVisible();
    const link = page.getByRole("link", { name: "Sign in again" });
    if (status === 401) await expect(link).toHaveAttribute("href", "/login?next=%2Forg%2Fstonebridge");
    else await expect(link).toHaveCount(0);
    await page.unroute(SEARCHES);
    await page.keyboard.type("ers of no one");
    await expect(results.filter({ hasText: "No results." })).toBeVisible();
  });
