// Writing and reading notes, as a part of what people do in an organization.
import type { Page } from "@playwright/test";
import { expect } from "@/tests/setup/fixtures";

export async function writeNote(page: Page, slug: string, title: string): Promise<void> {
  await page.goto(`/org/${slug}/notes/new`);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Text").fill("What we agreed on.");
  await page.getByRole("button", { name: "Create note" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
}

export async function expectNote(page: Page, slug: string, title: string): Promise<void> {
  await page.goto(`/org/${slug}/notes`);
  await expect(page.getByRole("link", { name: title })).toBeVisible();
}

/** Checks as a reader, who is offered no way to write. */
export async function expectNoNewNotes(page: Page, slug: string): Promise<void> {
  await page.goto(`/org/${slug}/notes`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "New note" })).toHaveCount(0);
}
