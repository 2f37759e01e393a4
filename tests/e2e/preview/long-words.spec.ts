// Every page of the product with long unbroken words as names, on a small phone, a phone and a desktop, with everything
// expanded: nothing scrolls horizontally.
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/setup/fixtures";
import { withDatabase } from "@/tests/e2e/database";
import { plantLongWords, type LongWords } from "@/tests/e2e/long-words";
import { FIXTURES } from "@/tests/e2e/feature-fixtures";
import { allEntrances, UNKNOWN_ID } from "@/tests/e2e/routes";

const WIDTHS = [360, 390, 1280];

/** Opens all details and dialogs, and lists the elements that are wider than their space. */
function tooWide(): string[] {
  const root = document.documentElement;
  for (const details of document.querySelectorAll("details")) details.open = true;
  const found = root.scrollWidth > root.clientWidth ? [`page ${root.scrollWidth} of ${root.clientWidth}`] : [];
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.showModal();
    if (dialog.scrollWidth > dialog.clientWidth || dialog.offsetWidth > root.clientWidth)
      found.push(`dialog ${dialog.id} ${dialog.scrollWidth} of ${dialog.clientWidth}`);
    dialog.close();
  }
  for (const header of document.querySelectorAll("th[scope=col]:not(:has(span))")) {
    const text = document.createRange();
    text.selectNodeContents(header);
    if (text.getClientRects().length > 1) found.push(`header "${header.textContent}" in several lines`);
  }
  // Clipped text does not make the page wider, so boxes are measured, too.
  for (const box of document.querySelectorAll<HTMLElement>("form, fieldset, aside, .btn")) {
    if (box.checkVisibility() && box.scrollWidth > box.clientWidth + 1) {
      found.push(`${box.tagName} "${box.textContent.slice(0, 30)}" ${box.scrollWidth} of ${box.clientWidth}`);
    }
  }
  return found;
}

async function expectToFit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await page.evaluate(tooWide), `${path} at ${width} px`).toEqual([]);
    await page.evaluate(() =>
      document.querySelectorAll("details").forEach((details) => {
        details.open = false;
      }),
    );
  }
}

/** Every page, with the ids of the created data. @param things the ids of the organization's items */
async function pagesFor(words: LongWords, [thing = UNKNOWN_ID]: string[]): Promise<string[]> {
  const { pages } = await allEntrances();
  return pages.map((path) => {
    if (path.startsWith("/org/")) return path.replace(UNKNOWN_ID, words.slug).replace(UNKNOWN_ID, thing);
    if (path.startsWith("/admin/users/")) return path.replace(UNKNOWN_ID, words.admin);
    return path.replace(UNKNOWN_ID, words.organization);
  });
}

test.describe.configure({ timeout: 240_000 });

test("makes no page wider than the window, even with long unbroken words", async ({ context, page, app, newVisitor }) => {
  const words = await withDatabase(app, plantLongWords);
  const things: string[] = [];
  for (const { insertLong } of FIXTURES)
    things.push(await withDatabase(app, (client) => insertLong(client, words.organization, words.admin)));
  const pages = (await pagesFor(words, things)).filter((path) => !path.startsWith("/dev"));
  expect(pages.length).toBeGreaterThan(30);
  const isConsole = (path: string) => path === "/admin" || path.startsWith("/admin/");
  const cookie = (value: string) => [{ name: "session_id", value, url: app.url }];

  await context.addCookies(cookie(words.sessions.admin));
  for (const path of pages.filter((each) => !isConsole(each))) await expectToFit(page, path);
  await expectToFit(page, `/invite/accept?token=${words.tokens.invitation}`);

  const system = await newVisitor();
  await system.addCookies(cookie(words.sessions.systemAdmin));
  const systemPage = await system.newPage();
  for (const path of pages.filter(isConsole)) await expectToFit(systemPage, path);

  const guest = await (await newVisitor()).newPage();
  for (const path of [
    "/",
    "/login",
    "/signup",
    "/signup-org",
    "/forgot-password",
    `/reset-password?token=${words.tokens.reset}`,
    `/invite/accept?token=${words.tokens.invitation}`,
  ]) {
    await expectToFit(guest, path);
  }
});

for (const javaScriptEnabled of [true, false]) {
  test(`keeps all pasted text in a field and says that the text is too long, with JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    newVisitor,
  }) => {
    const page = await (await newVisitor({ javaScriptEnabled })).newPage();
    await page.goto("/signup");
    const [name, email, password] = [
      "W".repeat(152),
      `${"e".repeat(200)}@example.com`,
      "correct horse ".repeat(11).slice(0, 152),
    ];
    await page.getByLabel("Your name").fill(name);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue(password);
    if (javaScriptEnabled) {
      await expect(page.getByText("Too long: 152 of at most 128").first()).toBeVisible();
      await expect(page.getByText("Minimum length reached")).toHaveCount(0);
    }
    await page.getByRole("button", { name: "Sign up" }).click();
    await expect(page.getByText("Use at most 100 characters.").first()).toBeVisible();
    await expect(page.getByLabel("Your name")).toHaveValue(name);
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
    await expect(page.getByText("Use at most 64 characters before the @.").first()).toBeVisible();
  });
}
