// Creates a system admin for one test, and performs an action in the console: opens it, gives a reason and confirms.
import type { Page } from "@playwright/test";
import argon2 from "argon2";
import type pg from "pg";
import type { Instance } from "@/tests/setup/instances";
import { withDatabase } from "./database";
import { FIRST_PASSWORD } from "./journey";
import { newId } from "./new-id";
import { insertSession, sessionCookieName } from "./planted-session";

export const REASON = "Asked for in ticket 4711";

async function insertSystemAdmin(client: pg.Client): Promise<{ id: string; email: string }> {
  const id = newId();
  const email = `${id}@example.com`;
  await client.query(`INSERT INTO users (id, email, name, is_system_admin) VALUES ($1, $2, 'Sasha Example', true)`, [
    id,
    email,
  ]);
  return { id, email };
}

/** Creates a system admin with a session. @returns the token */
export function plantSystemAdmin(app: Instance): Promise<string> {
  return withDatabase(app, async (client) => insertSession(client, (await insertSystemAdmin(client)).id));
}

/** Creates a system admin with the usual first password, who has no session. */
export function createSystemAdmin(app: Instance): Promise<{ email: string }> {
  return withDatabase(app, async (client) => {
    const admin = await insertSystemAdmin(client);
    const hash = await argon2.hash(FIRST_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await client.query(`INSERT INTO password_credentials (user_id, password_hash) VALUES ($1, $2)`, [admin.id, hash]);
    return admin;
  });
}

export async function asSystemAdmin(page: Page, app: Instance): Promise<void> {
  await page.context().addCookies([{ name: sessionCookieName(app.url), value: await plantSystemAdmin(app), url: app.url }]);
}

export async function act(page: Page, trigger: string, button: string): Promise<void> {
  await page.getByRole("button", { name: trigger }).click();
  const form = page.locator("form", { has: page.getByRole("button", { name: button, exact: true }) });
  await form.getByLabel("Reason").fill(REASON);
  await form.getByRole("button", { name: button, exact: true }).click();
}
