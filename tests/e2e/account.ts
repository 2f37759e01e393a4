// Creates a user with a verified email address through the API.
import { ApiClient } from "@/tests/e2e/api-client";
import { FIRST_PASSWORD, newAddress, tokenOf } from "@/tests/e2e/journey";
import { expect } from "@/tests/setup/fixtures";
import type { Mailbox } from "@/tests/setup/mailbox";

export async function createAccount(url: string, mailbox: Mailbox): Promise<{ email: string; password: string }> {
  const client = new ApiClient(url);
  const email = newAddress();
  const signUp = await client.post("/api/auth/signup", { email, password: FIRST_PASSWORD, name: "Ada" });
  expect(signUp.status).toBe(202);
  const mail = await mailbox.waitFor(email, { subject: /Verify/ });
  const token = tokenOf(mail.links[0]);
  expect((await client.post("/api/auth/verify-email", { token })).status).toBe(204);
  return { email, password: FIRST_PASSWORD };
}
