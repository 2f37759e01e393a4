// An admin with an organization of their own, and another person who is a member of it; and a look into the database.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { createAccount } from "@/tests/e2e/account";
import type { Mailbox } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

export interface Person {
  email: string;
  password: string;
}

/** What only somebody with the database can do or see. */
export async function inDatabase<Row extends pg.QueryResultRow>(app: Instance, sql: string, ...values: unknown[]): Promise<Row[]> {
  const database = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
  await database.connect();
  try {
    return (await database.query<Row>(sql, values)).rows;
  } finally {
    await database.end();
  }
}

export async function organizationOfTwo(app: Instance, mailbox: Mailbox): Promise<{ admin: Person; other: Person; slug: string }> {
  const [admin, other] = [await createAccount(app.url, mailbox), await createAccount(app.url, mailbox)];
  const [joined] = await inDatabase<{ slug: string }>(
    app,
    `WITH joined AS (
       INSERT INTO memberships (id, organization_id, user_id, role)
       SELECT $3, m.organization_id, o.id, 'member' FROM users u JOIN memberships m ON m.user_id = u.id, users o
        WHERE u.email = $1 AND o.email = $2 RETURNING organization_id)
     SELECT slug FROM organizations, joined WHERE id = organization_id`,
    admin.email, other.email, randomUUID(),
  );
  return { admin, other, slug: joined?.slug ?? "" };
}
