// What a customer does on the pages of the simulator of Stripe. Works with and without JavaScript.
import type { Page } from "@playwright/test";
import { expect } from "@/tests/setup/fixtures";

export const GOOD_CARD = "4242 4242 4242 4242";
export const DECLINED_CARD = "4000 0000 0000 0002";
/** Pays now, and fails at the renewal. */
export const FAILS_LATER_CARD = "4000 0000 0000 0341";

export async function fillInCard(page: Page, number: string, name = "Ada Example"): Promise<void> {
  await page.getByLabel("Card number").fill(number);
  // A customer who has paid before is not asked again.
  const email = page.getByLabel("E-mail address");
  if (await email.isVisible()) await email.fill("payer@example.com");
  await page.getByLabel("Expires").fill("12 / 49");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on the card").fill(name);
}

export function submitPayment(page: Page): Promise<void> {
  return page.getByRole("button", { name: /^(Subscribe|Pay)/ }).click();
}

export async function payWith(page: Page, number: string): Promise<void> {
  await fillInCard(page, number);
  await submitPayment(page);
}

/** Waits on the billing page until the payment has arrived: the event may come a moment after the browser. */
export async function expectPaid(page: Page): Promise<void> {
  await page.waitForURL(/\/billing\?checkout=cs_/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^Thank you, the (payment arrived|subscription has started)$/)).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 20_000 });
}
