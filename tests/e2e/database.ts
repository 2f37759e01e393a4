// Direct access to an instance's database.
import pg from "pg";
import type { Instance } from "@/tests/setup/instances";
import { newId } from "./new-id";

export async function withDatabase<T>(app: Instance, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function inDatabase<Row extends pg.QueryResultRow>(app: Instance, sql: string, ...values: unknown[]): Promise<Row[]> {
  return withDatabase(app, async (client) => (await client.query<Row>(sql, values)).rows);
}

/** The organization that a user last visited, or otherwise the one that was created with their account. */
export async function organizationOf(app: Instance, email: string): Promise<{ slug: string; name: string }> {
  const [own] = await inDatabase<{ slug: string; name: string }>(
    app,
    `SELECT o.slug, o.name FROM organizations o JOIN users u ON u.last_organization_id = o.id WHERE u.email = $1`,
    email,
  );
  if (!own) throw new Error(`${email} has no organization`);
  return own;
}

/** Makes the user's sessions need a new proof of identity. */
export async function makeProofOld(app: Instance, email: string): Promise<void> {
  await inDatabase(
    app,
    "UPDATE sessions SET proved_at = now() - interval '1 hour' WHERE user_id = (SELECT id FROM users WHERE email = $1)",
    email,
  );
}

export async function addMember(app: Instance, slug: string, email: string, role: string): Promise<void> {
  await inDatabase(
    app,
    `INSERT INTO memberships (id, organization_id, user_id, role)
     SELECT $1, o.id, u.id, $2::role FROM organizations o, users u WHERE o.slug = $3 AND u.email = $4`,
    newId(),
    role,
    slug,
    email,
  );
}
