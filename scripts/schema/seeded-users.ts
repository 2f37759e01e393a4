// Whether a database contains users of the development seed, whose passwords are public.
import type pg from "pg";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";

const QUERY = "SELECT count(*)::int AS people FROM users WHERE email LIKE '%@' || $1";

/** Takes a connection as the app's own role, which has to switch to the system role to see any user. */
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
