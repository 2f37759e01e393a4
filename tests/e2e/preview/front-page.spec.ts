import type { Locator } from "@playwright/test";
import { expect, test } from "@/tests/setup/fixtures";

test("shows each page of the tour by mouse and keyboard, without JavaScript", async ({ newVisitor }) => {
  const page = await (await newVisitor({ javaScriptEnabled: false })).newPage();
  await page.goto("/");
  const pictures = page.locator("main [inert]");
  const shown = pictures.filter({ visible: true });
  await expect(shown).toHaveText(/\/org\/stonebridge(?!\/)/);
  await page.getByText("Members", { exact: true }).first().click();
  await expect(shown).toHaveCount(1);
  await expect(shown).toContainText("/org/stonebridge/members");
  for (const path of ["/org/stonebridge/audit-log", "/admin"]) {
    await page.keyboard.press("ArrowRight");
    await expect(shown).toContainText(path);
  }
});

/** The sidebar's links, and the title with its description. */
async function partsOf(sidebar: Locator, header: Locator): Promise<string[]> {
  return [
    ...(await sidebar.locator("li").allInnerTexts()),
    ...(await header.locator("h1, h3, p").filter({ visible: true }).allInnerTexts()),
  ];
}

/** The labels of the dashboard's numbers, and its action. */
async function dashboardIn(main: Locator): Promise<string[]> {
  const labels = main.getByRole("list", { name: "At a glance", includeHidden: true }).locator("a > span:first-child");
  return [...(await labels.allInnerTexts()), ...(await main.locator("header a").allInnerTexts())];
}

test("signs in as a seeded user with one click, and shows in its pictures the pages that the user then sees", async ({
  page,
}) => {
  await page.goto("/");
  const pictures: string[][] = [];
  for (const name of ["Dashboard", "Members", "Audit log"]) {
    await page.getByText(name, { exact: true }).first().click();
    const shown = page.locator("main [inert]").filter({ visible: true });
    pictures.push(await partsOf(shown.locator("ul").first(), shown.locator("header")));
  }
  await page.getByText("Dashboard", { exact: true }).first().click();
  const pictured = await dashboardIn(page.locator("main [inert]").filter({ visible: true }));
  await page.getByRole("button", { name: "Try the demo" }).click();
  await expect(page).toHaveURL(/\/org\/stonebridge$/);
  expect(await dashboardIn(page.locator("main"))).toEqual(pictured);
  const seen: string[][] = [];
  for (const name of ["Dashboard", "Members", "Audit log"]) {
    await page.getByRole("complementary").getByRole("link", { name }).click();
    await expect(page.locator("main header h1")).toHaveText(name);
    const sections = page.getByRole("navigation", { name: "Sections" });
    seen.push(await partsOf(sections, page.locator("main header").first()));
  }
  expect(pictures).toEqual(seen);
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Try the demo" })).toHaveCount(0);
});

test("keeps the drawing clear of the command at every width", async ({ page }) => {
  await page.goto("/");
  for (const width of [390, 1024, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const command = await page.getByRole("group", { name: "Copy the command" }).locator("..").boundingBox();
    const drawing = await page.locator("main svg[preserveAspectRatio]").first().boundingBox();
    expect(command && drawing && (command.y + command.height <= drawing.y || command.x + command.width <= drawing.x)).toBe(
      true,
    );
  }
});

for (const javaScriptEnabled of [true, false]) {
  test(`offers the seeded users on the sign-in page, with JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    newVisitor,
    app,
  }) => {
    const page = await (await newVisitor({ javaScriptEnabled })).newPage();
    await page.goto("/login");
    const offered = await page
      .locator("button[name=email]")
      .evaluateAll((all) => all.map((each) => each.getAttribute("value")));
    expect(offered.toSorted()).toEqual(app.sign_ins.map(({ email }) => email).toSorted());
    await page.getByRole("button", { name: "System admin" }).click();
    await expect(page).toHaveURL(/\/admin$/);
    await page.context().clearCookies();
    await page.goto("/login?next=%2Forg%2Fstonebridge%2Fmembers");
    await page.getByRole("button", { name: "Reader" }).click();
    await expect(page).toHaveURL(/\/org\/stonebridge\/members$/);
  });
}
