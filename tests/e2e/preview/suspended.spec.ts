import pg from "pg";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

test("a suspended organization is closed at the next request, and open again afterwards", async ({ page, mailbox, app }) => {
  const email = journey.newAddress();
  await journey.signUp(page, email);
  await journey.verify(page, mailbox, email);
  await journey.signIn(page, email, journey.FIRST_PASSWORD);
  await journey.expectHome(page);
  const home = page.url();
  const database = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
  await database.connect();
  const setSuspended = (value: string) =>
    database.query(
      `UPDATE organizations SET suspended_at = ${value} WHERE id = (SELECT last_organization_id FROM users WHERE email = $1)`,
      [email],
    );
  try {
    await setSuspended("now()");
    expect((await page.goto(home))?.status()).toBe(403);
    await expect(page.getByRole("heading", { name: "This gate is closed" })).toBeVisible();
    await page.getByRole("link", { name: "Go to your account" }).click();
    await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
    await setSuspended("NULL");
    expect((await page.goto(home))?.status()).toBe(200);
  } finally {
    await database.end();
  }
});
