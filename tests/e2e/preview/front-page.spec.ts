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

test("signs in as a seeded user with one click", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Try the demo" }).click();
  await expect(page).toHaveURL(/\/org\/stonebridge$/);
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Try the demo" })).toHaveCount(0);
});
