// Searches the page that is open for accessibility violations.
import type { Page } from "@playwright/test";
import axe from "axe-core";

/**
 * @param rules the only rules to check, or all rules by default
 * @returns each violation with the elements that violate it
 */
export async function violationsOn(page: Page, rules?: string[]): Promise<string[]> {
  // The page keeps axe for later calls, because loading it takes longer than checking a few rules.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (only) => {
    const options: axe.RunOptions = { resultTypes: ["violations"], ...(only ? { runOnly: only } : {}) };
    return (await (window as unknown as { axe: typeof axe }).axe.run(document, options)).violations;
  }, rules);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
