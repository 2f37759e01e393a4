// Counts the users of the development seed in a database. Their passwords are public.
import type pg from "pg";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";

const QUERY = "SELECT count(*)::int AS people FROM users WHERE email LIKE '%@' || $1";

/** @param client connected as the app's role, which cannot read users until it switches to the system role */
export async function countSeededUsers(client: pg.Client): Promise<number> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT set_config('role', system_role(), true)");
    const { rows } = await client.query<{ people: number }>(QUERY, [SEED_EMAIL_DOMAIN]);
    return rows[0]?.people ?? 0;
  } finally {
    await client.query("ROLLBACK");
  }
}
