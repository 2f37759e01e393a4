// Creates a system admin for one test, and performs an action in the console: opens it, gives a reason and confirms.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Instance } from "@/tests/setup/instances";
import { withDatabase } from "./database";
import { insertSession } from "./planted-session";

export const REASON = "Asked for in ticket 4711";

/** Creates a system admin with a session. @returns the token */
export function plantSystemAdmin(app: Instance): Promise<string> {
  return withDatabase(app, async (client) => {
    const id = randomUUID();
    await client.query(`INSERT INTO users (id, email, name, is_system_admin) VALUES ($1, $2, 'Sasha Example', true)`, [
      id,
      `${id}@example.com`,
    ]);
    return insertSession(client, id);
  });
}

export async function asSystemAdmin(page: Page, app: Instance): Promise<void> {
  await page.context().addCookies([{ name: "session_id", value: await plantSystemAdmin(app), url: app.url }]);
}

export async function act(page: Page, trigger: string, button: string): Promise<void> {
  await page.getByRole("button", { name: trigger }).click();
  const form = page.locator("form", { has: page.getByRole("button", { name: button, exact: true }) });
  await form.getByLabel("Reason").fill(REASON);
  await form.getByRole("button", { name: button, exact: true }).click();
}
