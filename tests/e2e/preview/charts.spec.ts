import { expect, test } from "@/tests/setup/fixtures";

test.use({ javaScriptEnabled: false });

test("shows the value under the pointer, and all values on focus, in text of 12 px at every width", async ({ page }) => {
  await page.goto("/dev/components");
  const chart = page.getByRole("figure").filter({ hasText: "Accounts" }).first();
  const table = chart.getByRole("region", { name: "Sign-ups per day, as a table" });
  const today = chart.locator("[data-value]").last();
  for (const width of [360, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const heights = await chart.locator("svg text").evaluateAll((texts) =>
      texts.map((text) => {
        const scale = (text as SVGTextElement).getScreenCTM();
        return [scale?.a, scale?.d].map((factor) => Number.parseFloat(getComputedStyle(text).fontSize) * (factor ?? 0));
      }),
    );
    expect([...new Set(heights.flat())], `at ${width} px`).toEqual([12]);
    await today.locator("rect").hover();
    await expect(today.getByText("Today so far: 9")).toHaveCSS("opacity", "1");
    await page.mouse.move(0, 0);
    await expect(today.getByText("Today so far: 9")).toHaveCSS("opacity", "0");
    await table.focus();
    await expect(table.getByRole("row", { name: /today so far/ })).toHaveText(/9$/);
    expect((await table.boundingBox())?.height).toBeGreaterThan(150);
    await table.blur();
  }
});
