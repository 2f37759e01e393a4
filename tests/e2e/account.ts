// Accounts for tests that are not about signing up or signing in: real ones, but made and entered without the pages.
import type { Page } from "@playwright/test";
import { ApiClient } from "@/tests/e2e/api-client";
import { FIRST_PASSWORD, newAddress, tokenOf } from "@/tests/e2e/journey";
import { expect } from "@/tests/setup/fixtures";
import type { Mailbox } from "@/tests/setup/mailbox";

export interface Credentials {
  email: string;
  password: string;
}

/** Creates a user with a verified email address through the API. */
export async function createAccount(url: string, mailbox: Mailbox, password = FIRST_PASSWORD): Promise<Credentials> {
  const client = new ApiClient(url);
  const email = newAddress();
  const signUp = await client.post("/api/auth/signup", { email, password, name: "Ada" });
  expect(signUp.status).toBe(202);
  const mail = await mailbox.waitFor(email, { subject: /Verify/ });
  const token = tokenOf(mail.links[0]);
  expect((await client.post("/api/auth/verify-email", { token })).status).toBe(204);
  return { email, password };
}

/** Signs in through the API, and leaves the session and device cookies in the page's context. The page stays where it is. */
export async function enter(page: Page, { email, password }: Credentials): Promise<void> {
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const response = await page.request.post("/api/auth/login", { data: { email, password }, headers });
  expect(response.status()).toBe(200);
}
