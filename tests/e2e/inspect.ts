// Checks a page in light and dark, on a phone and a desktop, for axe violations and horizontal scrolling.
import type { Page } from "@playwright/test";
import { violationsOn } from "@/tests/e2e/axe";
import { expect } from "@/tests/setup/fixtures";

/** The rules whose result depends on the color scheme. All other rules check structure, names and sizes. */
const COLOR_RULES = ["color-contrast", "link-in-text-block"];

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

/** In this order, only the size or the color scheme changes between two views, because each change takes time. */
const VIEWS = [
  { size: PHONE, colorScheme: "light" },
  { size: DESKTOP, colorScheme: "light" },
  { size: DESKTOP, colorScheme: "dark" },
  { size: PHONE, colorScheme: "dark" },
] as const;

/** Finishes transitions, so that contrast is not measured while colors change from one scheme to the other. */
function endTransitions(): void {
  const ending = () => document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  for (let left = ending(); left.length > 0; left = ending()) left.forEach((animation) => animation.finish());
}

export async function inspect(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await inspectHere(page, path);
}

export async function inspectHere(page: Page, path: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const { size, colorScheme } of VIEWS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(endTransitions);
    expect(await violationsOn(page, colorScheme === "light" ? undefined : COLOR_RULES)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${path} scrolls sideways at ${size.width} px`).toBe(0);
  }
}
