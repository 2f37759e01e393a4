// Opens the menu with the actions of a table row.
import type { Locator, Page } from "@playwright/test";

/**
 * @param name text of the row
 * @returns the row
 */
export async function openRowMenu(page: Page, name: string): Promise<Locator> {
  const row = page.getByRole("row", { name });
  await row.getByRole("button", { name: /^Actions/ }).click();
  return row;
}
