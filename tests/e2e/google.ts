// What a user does on the page of the provider that stands in for Google. Works with and without JavaScript.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect } from "@/tests/setup/fixtures";

export function gmailAddress(): string {
  return `walker-${randomUUID()}@gmail.com`;
}

interface Choice {
  email: string;
  name?: string;
  hd?: string;
  isVerified?: boolean;
}

/** Enters an account on the provider's page, and goes back to the app with it. */
export async function chooseAccount(page: Page, { email, name, hd, isVerified = true }: Choice): Promise<void> {
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Name").fill(name ?? "");
  await page.getByLabel("Workspace domain").fill(hd ?? "");
  await page.getByLabel("The address is verified").setChecked(isVerified);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Continues with Google on the page that is open. */
export async function chooseGoogle(page: Page, choice: Choice): Promise<void> {
  await page.getByRole("button", { name: "Continue with Google" }).click();
  await chooseAccount(page, choice);
}

export async function continueWithGoogle(page: Page, choice: Choice, from = "/login"): Promise<void> {
  await page.goto(from);
  await chooseGoogle(page, choice);
}
