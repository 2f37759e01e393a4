// A user of the development seed in a strict instance, as in a copied database. Such an instance is not ready, so this test
// runs after the tests of the project `strict`.
import { readFileSync } from "node:fs";
import type { BrowserContext } from "@playwright/test";
import argon2 from "argon2";
import { inDatabase } from "@/tests/e2e/database";
import * as journey from "@/tests/e2e/journey";
import { newId } from "@/tests/e2e/new-id";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

/** A constant of lib/auth/seed-domain.ts, which is only for servers and so cannot be imported here. */
function seedConstant(name: string): string {
  const [, value] = new RegExp(`${name} = "([^"]+)"`).exec(readFileSync("lib/auth/seed-domain.ts", "utf8")) ?? [];
  if (value === undefined) throw new Error(`there is no ${name}`);
  return value;
}

async function plantUser(app: Instance, email: string, password: string): Promise<void> {
  const [id, hash] = [newId(), await argon2.hash(password)];
  await inDatabase(app, `INSERT INTO users (id, email, name) VALUES ($1, $2, 'Ada Mason')`, id, email);
  await inDatabase(app, `INSERT INTO password_credentials (user_id, password_hash) VALUES ($1, $2)`, id, hash);
}

async function sessionCookies(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => name === "__Host-session_id");
}

test("refuses the seed's password for an address of the seed, and offers no sign-in with one click", async ({
  page,
  context,
  app,
}) => {
  const [domain, password] = [seedConstant("SEED_EMAIL_DOMAIN"), seedConstant("SEED_PASSWORD")];
  const [seeded, other] = [`admin@${domain}`, journey.newAddress()];
  try {
    await plantUser(app, seeded, password);
    await plantUser(app, other, password);
    for (const path of ["/", "/login"]) {
      expect((await page.goto(path))?.status()).toBe(200);
      await expect(page.locator("[name=email][type=hidden], [name=email][type=submit]")).toHaveCount(0);
    }
    await journey.signIn(page, seeded, password);
    await expect(page.getByText("The e-mail address or password is incorrect.")).toBeVisible();
    expect(await sessionCookies(context)).toEqual([]);
    // The same password opens an account with another address.
    await journey.signIn(page, other, password);
    await expect(page).not.toHaveURL(/\/login/);
    expect(await sessionCookies(context)).toHaveLength(1);
  } finally {
    await inDatabase(app, `DELETE FROM users WHERE email = ANY($1)`, [seeded, other]);
  }
});
