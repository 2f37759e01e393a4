// Finds every page by following links, fills it with long unbroken words, and expands its details and dialogs. No page
// scrolls horizontally, from a small phone to a wide screen.
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/setup/fixtures";
import { withDatabase } from "@/tests/e2e/database";
import { plantLongWords, type LongWords } from "@/tests/e2e/long-words";
import { FIXTURES } from "@/tests/e2e/feature-fixtures";
import { allEntrances, UNKNOWN_ID } from "@/tests/e2e/routes";

const WIDTHS = [360, 390, 768, 1024, 1280, 1920];
/** The layouts are the same without JavaScript; only texts such as times are longer. */
const WIDTHS_WITHOUT_SCRIPTS = [390, 1280];

/** A dialog is as wide as the window, up to a maximum, and opening one costs a layout. */
const WIDTHS_OF_DIALOGS = [360, 390, 1280];

/** Opens all details, and all dialogs if wanted, and lists the elements that are wider than their space. */
function tooWide(withDialogs: boolean): string[] {
  const root = document.documentElement;
  for (const details of document.querySelectorAll("details")) details.open = true;
  const found = root.scrollWidth > root.clientWidth ? [`page ${root.scrollWidth} of ${root.clientWidth}`] : [];
  // The rows of a table have the same dialogs, hundreds in all: those of its first three rows with long words are opened.
  const opened = [...document.querySelectorAll("table")].flatMap((table) =>
    [...table.querySelectorAll("tbody tr")].filter((row) => /[wWÜ]{40}/u.test(row.textContent)).slice(0, 3),
  );
  const dialogs = [...document.querySelectorAll("dialog")].filter((dialog) => {
    const row = dialog.closest("tbody tr");
    return row === null || opened.includes(row);
  });
  for (const dialog of withDialogs ? dialogs : []) {
    // A dialog inside a closed menu is not displayed.
    const menu = dialog.closest<HTMLElement>("td [popover]");
    menu?.showPopover();
    dialog.showModal();
    if (dialog.scrollWidth > dialog.clientWidth || dialog.offsetWidth > root.clientWidth)
      found.push(`dialog ${dialog.id} ${dialog.scrollWidth} of ${dialog.clientWidth}`);
    dialog.close();
    menu?.hidePopover();
  }
  for (const header of document.querySelectorAll("th[scope=col]:not(:has(span))")) {
    const text = document.createRange();
    text.selectNodeContents(header);
    if (text.getClientRects().length > 1) found.push(`header "${header.textContent}" in several lines`);
  }
  // Clipped text does not make the page wider, so boxes are measured, too.
  for (const box of document.querySelectorAll<HTMLElement>("form, fieldset, aside, .btn, .overflow-clip")) {
    if (box.checkVisibility() && box.scrollWidth > box.clientWidth + 1) {
      found.push(`${box.tagName} "${box.textContent.slice(0, 30)}" ${box.scrollWidth} of ${box.clientWidth}`);
    }
  }
  return found;
}

async function expectToFit(page: Page, path: string, widths: number[]): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    // The browser may apply container queries only in the frame after a change of the size.
    await expect
      .configure({ soft: true })
      .poll(() => page.evaluate(tooWide, WIDTHS_OF_DIALOGS.includes(width)), `${path} at ${width} px`)
      .toEqual([]);
    await page.evaluate(() =>
      document.querySelectorAll("details").forEach((details) => {
        details.open = false;
      }),
    );
  }
}

/**
 * URLs that differ only in ids or in the values of their query have the same pattern, because their pages look alike. So do lists
 * with two filters or more: each filter is seen alone.
 */
function patternOf(url: URL): string {
  const path = url.pathname.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, UNKNOWN_ID);
  const names = [...new Set(url.searchParams.keys())];
  return [path, names.length > 1 ? "several" : names[0]].join(" ");
}

/** Follows links, and opens one page for each URL pattern. @returns the paths of the pages, with ids replaced */
async function crawl(
  page: Page,
  base: string,
  { starts, visits, widths }: { starts: string[]; visits: (path: string) => boolean; widths: number[] },
): Promise<string[]> {
  const queue = starts.map((start) => new URL(start, base));
  const seen = new Set<string>();
  for (let url = queue.shift(); url; url = queue.shift()) {
    const pattern = patternOf(url);
    if (seen.has(pattern)) continue;
    seen.add(pattern);
    await expectToFit(page, url.pathname + url.search, widths);
    const links = await page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map((a) => a.href));
    const internal = links.map((link) => new URL(link)).filter(({ origin }) => origin === new URL(base).origin);
    const isPage = (path: string) => !/^\/(?:api|dev)\//u.test(path) && !/\.\w+$/u.test(path);
    queue.push(...internal.filter(({ pathname }) => isPage(pathname) && visits(pathname)));
  }
  return [...seen].map((pattern) => pattern.split(" ")[0] ?? "");
}

const EVERY_PAGE = () => true;

/** Who looks, where they start, which links they follow, and which pages they see besides those that links lead to. */
const VIEWERS = [
  {
    who: "an admin",
    session: ({ sessions }: LongWords) => sessions.admin,
    starts: ({ slug, tokens }: LongWords) => [
      `/org/${slug}`,
      "/account/email/confirm",
      `/invite/accept?token=${tokens.invitation}`,
    ],
    visits: EVERY_PAGE,
    sees: (path: string) => /^\/(?:org|account)(?:\/|$)/u.test(path),
  },
  {
    who: "a system admin",
    session: ({ sessions }: LongWords) => sessions.systemAdmin,
    starts: ({ admin, organization }: LongWords) => [
      "/admin",
      `/admin/users/${admin}`,
      `/admin/organizations/${organization}`,
      "/admin/users?search=WWW",
    ],
    // The other pages look to them as to anyone else.
    visits: (path: string) => path.startsWith("/admin"),
    sees: (path: string) => /^\/admin(?:\/|$)/u.test(path),
  },
  {
    who: "a guest",
    session: () => null,
    starts: ({ tokens }: LongWords) => [
      ...["/", "/verify-email/sent", "/verify-email"],
      ...[`/reset-password?token=${tokens.reset}`, `/invite/accept?token=${tokens.invitation}`],
    ],
    visits: EVERY_PAGE,
    sees: (path: string) => !/^\/(?:org|account|admin|dev)(?:\/|$)/u.test(path),
  },
];

test.describe.configure({ timeout: 360_000 });

for (const javaScriptEnabled of [true, false]) {
  for (const { who, session, starts, visits, sees } of VIEWERS) {
    test(`makes no page of ${who} wider than the window, even with long unbroken words, with JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
      app,
      newVisitor,
    }) => {
      const widths = javaScriptEnabled ? WIDTHS : WIDTHS_WITHOUT_SCRIPTS;
      const words = await withDatabase(app, plantLongWords);
      for (const { insertLong } of FIXTURES)
        await withDatabase(app, (client) => insertLong(client, words.organization, words.admin));
      const visitor = await newVisitor({ javaScriptEnabled });
      const value = session(words);
      if (value !== null) await visitor.addCookies([{ name: "session_id", value, url: app.url }]);
      const page = await visitor.newPage();
      const crawled = await crawl(page, app.url, { starts: starts(words), visits, widths });
      const found = new Set(crawled.map((path) => path.replace(words.slug, UNKNOWN_ID)));
      const { pages } = await allEntrances();
      // Pages that no link leads to, such as those of mailed links.
      for (const path of pages.filter((each) => sees(each) && !found.has(each)))
        await expectToFit(page, path.replace(UNKNOWN_ID, words.slug), widths);
    });
  }
}

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
