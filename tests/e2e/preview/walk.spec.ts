import { createAccount } from "@/tests/e2e/account";
import * as journey from "@/tests/e2e/journey";
import { walkThroughOrganization } from "@/tests/e2e/walk";
import { expect, test } from "@/tests/setup/fixtures";

test("lets a user sign up, write, invite a new and an existing user, change a role and remove a member", async ({
  page,
  app,
  mailbox,
  newVisitor,
  problems,
}) => {
  test.setTimeout(120_000);
  problems.allow(/404/);
  const email = journey.newAddress();
  await journey.signUp(page, email);
  await journey.verify(page, mailbox, email);
  await journey.signIn(page, email, journey.FIRST_PASSWORD);
  await journey.expectHome(page);
  const slug = new URL(page.url()).pathname.split("/")[2] ?? "";
  expect(slug).not.toBe("");
  await walkThroughOrganization(page, slug, await createAccount(app.url, mailbox), { mailbox, newVisitor });
});
