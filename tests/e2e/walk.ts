// The steps of members on the pages: an admin invites a new person and an existing user, who accept in their own browsers.
// The new person becomes a reader. The existing user becomes an admin and removes the new person.
import type { BrowserContext, Page } from "@playwright/test";
import { expect } from "@/tests/setup/fixtures";
import type { Mailbox } from "@/tests/setup/mailbox";
import { FIRST_PASSWORD, newAddress } from "./journey";
import { FIXTURES } from "./feature-fixtures";
import { openRowMenu } from "./row-menu";

interface Surroundings {
  mailbox: Mailbox;
  newVisitor: () => Promise<BrowserContext>;
}

/** @returns the mailed link */
async function invite(page: Page, slug: string, email: string, mailbox: Mailbox): Promise<string> {
  mailbox.ignoreEarlier(email);
  await page.goto(`/org/${slug}/invitations`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("combobox", { name: "Role" }).selectOption("member");
  await page.getByRole("button", { name: "Send invitation", exact: true }).click();
  await expect(page.getByText(`The invitation to ${email} is on its way`)).toBeVisible();
  return (await mailbox.waitFor(email, { subject: /invites you/ })).links[0] ?? "";
}

async function changeRole(page: Page, slug: string, email: string, role: string): Promise<void> {
  await page.goto(`/org/${slug}/members`);
  const row = page.getByRole("row", { name: email });
  await row.getByRole("combobox").selectOption(role);
  await row.getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText("The role was changed.")).toBeVisible();
}

async function remove(page: Page, slug: string, email: string): Promise<void> {
  await page.goto(`/org/${slug}/members`);
  const row = await openRowMenu(page, email);
  await row.getByRole("button", { name: /^Remove/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("The member was removed.")).toBeVisible();
  await expect(page.getByRole("row", { name: email })).toHaveCount(0);
}

/**
 * Runs all steps. `admin` is a page on which an admin of the organization is signed in. `known` already has an account, but
 * is not signed in.
 */
export async function walkThroughOrganization(
  admin: Page,
  slug: string,
  known: { email: string; password: string },
  { mailbox, newVisitor }: Surroundings,
): Promise<void> {
  for (const { write } of FIXTURES) await write(admin, slug, "Written by the admin");

  const newcomer = newAddress();
  const fresh = await (await newVisitor()).newPage();
  await fresh.goto(await invite(admin, slug, newcomer, mailbox));
  await fresh.getByLabel("Your name").fill("Nora Newcomer");
  await fresh.getByLabel("Password", { exact: true }).fill(FIRST_PASSWORD);
  await fresh.getByRole("button", { name: "Join" }).click();
  await expect(fresh).toHaveURL(new RegExp(`/org/${slug}$`));
  for (const { write } of FIXTURES) await write(fresh, slug, "Written by the newcomer");

  const friend = await (await newVisitor()).newPage();
  await friend.goto(await invite(admin, slug, known.email, mailbox));
  await friend.getByRole("button", { name: "Sign in to join" }).click();
  await friend.getByLabel("E-mail address").fill(known.email);
  await friend.getByLabel("Password", { exact: true }).fill(known.password);
  await friend.getByRole("button", { name: "Sign in" }).click();
  await friend.getByRole("button", { name: "Join" }).click();
  await expect(friend).toHaveURL(new RegExp(`/org/${slug}$`));
  for (const { expectShown } of FIXTURES) await expectShown(friend, slug, "Written by the admin");

  await changeRole(admin, slug, newcomer, "readonly");
  for (const { expectReadonly } of FIXTURES) await expectReadonly(fresh, slug);
  await changeRole(admin, slug, known.email, "org_admin");
  await friend.goto(`/org/${slug}/members`);
  await remove(friend, slug, newcomer);
  expect((await fresh.goto(`/org/${slug}`))?.status()).toBe(404);
  for (const { name } of FIXTURES) expect((await fresh.goto(`/org/${slug}/${name}`))?.status()).toBe(404);
  for (const { expectShown } of FIXTURES) await expectShown(admin, slug, "Written by the newcomer");
}
