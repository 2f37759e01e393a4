// The steps of a user on the pages, from sign-up to a password reset. Every step works with and without JavaScript.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect } from "@/tests/setup/fixtures";
import type { Mailbox } from "@/tests/setup/mailbox";

export const FIRST_PASSWORD = "walking through the gate";
export const SECOND_PASSWORD = "the gate has a new lock";
export const THIRD_PASSWORD = "lost the key, cut another";

export function newAddress(): string {
  return `walker-${randomUUID()}@example.com`;
}

export function tokenOf(link: string | undefined): string {
  return new URL(link ?? "").searchParams.get("token") ?? "";
}

export async function signUp(page: Page, email: string): Promise<void> {
  await page.goto("/signup");
  await page.getByLabel("Your name").fill("Wanda Walker");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(FIRST_PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Check your e-mail" })).toBeVisible();
}

export async function verify(page: Page, mailbox: Mailbox, email: string): Promise<void> {
  const mail = await mailbox.waitFor(email, { subject: /Verify/ });
  await page.goto(mail.links[0] ?? "");
  await page.getByRole("button", { name: "Verify e-mail address" }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByText("Your e-mail address is verified")).toBeVisible();
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Works on any page with a sidebar. */
export async function signOut(page: Page): Promise<void> {
  await openMenu(page, "Account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/login/);
}

export async function openMenu(page: Page, name: "Account" | "Organizations"): Promise<void> {
  const menu = page.locator(`aside [popover][aria-label="${name}"]`);
  await page.locator(`aside [popovertarget="${await menu.getAttribute("id")}"]`).click();
  await expect(menu).toBeVisible();
}

export async function expectHome(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/org\/[a-z0-9-]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

export async function changePassword(page: Page): Promise<void> {
  await page.goto("/account/password");
  await page.getByLabel("Current password").fill(FIRST_PASSWORD);
  await page.getByLabel("New password").fill(SECOND_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password was changed")).toBeVisible();
}

export async function resetPassword(page: Page, mailbox: Mailbox, email: string): Promise<void> {
  await page.goto("/forgot-password");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send reset link" }).click();
  await expect(page.getByText("a link is on its way")).toBeVisible();
  const mail = await mailbox.waitFor(email, { subject: /Choose a new password/ });
  await page.goto(mail.links[0] ?? "");
  await page.getByLabel("New password").fill(THIRD_PASSWORD);
  await page.getByRole("button", { name: "Set new password" }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByText("Your new password is set")).toBeVisible();
}
