// Creates two users who are both system admins and admins of the same organization, and rows of everything that forms refer
// to. As a result, the pages of the first user show every form of the signed-in pages.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type pg from "pg";
import { FIXTURES, insertOfEach } from "./feature-fixtures";
import { newId } from "./new-id";
import { insertSession } from "./planted-session";
import { hashOf, newToken } from "./tokens";

export interface PlantedPerson {
  id: string;
  email: string;
  cookie: string;
}

export interface FormsOfTwo {
  first: PlantedPerson;
  second: PlantedPerson;
  slug: string;
  /** The ids to insert into the path of a page that requires a session, so that the first user can open the page. */
  idsOf: (template: string) => string[];
  /** The paths of mailed links, whose pages need no session, and of a page that shows a further form on the way elsewhere. */
  linked: string[];
}

export async function plantPerson(
  client: pg.Client,
  { isSystemAdmin = false, suspended = false } = {},
): Promise<PlantedPerson> {
  const id = newId();
  const email = `${id}@example.com`;
  await client.query(
    `INSERT INTO users (id, email, name, is_system_admin, suspended_at) VALUES ($1, $2, 'Robin Example', $3, CASE WHEN $4 THEN now() END)`,
    [id, email, isSystemAdmin, suspended],
  );
  return { id, email, cookie: `session_id=${await insertSession(client, id)}` };
}

/** Gives a user a password and a linked Google account, and makes the proof of their sessions an hour old. */
async function plantWaysIn(client: pg.Client, { id, email }: PlantedPerson): Promise<void> {
  await client.query(
    `INSERT INTO password_credentials (user_id, password_hash)
     VALUES ($1, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo')`,
    [id],
  );
  await client.query(
    `INSERT INTO identities (provider, subject, user_id, email, is_confirmed) VALUES ('google', $1, $2, $3, true)`,
    [newId(), id, email],
  );
  await client.query(`UPDATE sessions SET proved_at = now() - interval '1 hour' WHERE user_id = $1`, [id]);
}

/** Gives a member of an organization an API client and an API key. */
async function plantPrograms(client: pg.Client, organization: string, user: string): Promise<void> {
  await client.query(
    `INSERT INTO token_families (id, user_id, ip_address, user_agent, expires_at)
     VALUES ($1, $2, '10.0.0.1', '', now() + interval '1 day')`,
    [newId(), user],
  );
  await client.query(
    `INSERT INTO api_keys (id, organization_id, user_id, name, role, prefix, token_hash)
     VALUES ($1, $2, $3, 'Backups', 'member', 'gh_live_sample', $4)`,
    [newId(), organization, user, randomBytes(32)],
  );
}

async function plantOrganization(client: pg.Client, { suspended = false } = {}): Promise<{ id: string; slug: string }> {
  const id = newId();
  const slug = `two-${id.slice(-8)}`;
  await client.query(
    `INSERT INTO organizations (id, slug, name, suspended_at) VALUES ($1, $2, 'Two of a kind', CASE WHEN $3 THEN now() END)`,
    [id, slug, suspended],
  );
  return { id, slug };
}

async function join(client: pg.Client, organization: string, user: string, role: string): Promise<void> {
  await client.query(`INSERT INTO memberships (id, organization_id, user_id, role) VALUES ($1, $2, $3, $4::role)`, [
    newId(),
    organization,
    user,
    role,
  ]);
}

async function invite(client: pg.Client, organization: string, email: string, inviter: string): Promise<string> {
  const token = newToken();
  await client.query(
    `INSERT INTO invitations (id, organization_id, email, open_email, role, token_hash, expires_at, invited_by_id)
     VALUES ($1, $2, $3, $3, 'member', $4, now() + interval '1 day', $5)`,
    [newId(), organization, email, hashOf(token), inviter],
  );
  return token;
}

async function askForEmailChange(client: pg.Client, user: string): Promise<string> {
  const token = newToken();
  await client.query(
    `INSERT INTO email_changes (user_id, new_email, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '1 day')`,
    [user, `${newId()}@example.com`, hashOf(token)],
  );
  return token;
}

async function askForReset(client: pg.Client, user: string): Promise<string> {
  const token = newToken();
  await client.query(
    `INSERT INTO password_resets (user_id, token_hash, expires_at) VALUES ($1, $2, now() + interval '1 hour')`,
    [user, hashOf(token)],
  );
  return token;
}

async function signUp(client: pg.Client): Promise<string> {
  const [id, token] = [newId(), newToken()];
  await client.query(
    `INSERT INTO sign_ups (id, email, name, password_hash, password_selector, token_hash, flow_hash, expires_at)
     VALUES ($1, $2, 'Robin Example', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo', 0, $3, $4, now() + interval '1 day')`,
    [id, `${id}@example.com`, hashOf(token), randomBytes(32)],
  );
  return token;
}

interface Billing {
  plans: string[];
  /** A payment page that is still open. */
  checkout: string;
}

async function insertPlan(client: pg.Client): Promise<string> {
  const id = newId();
  await client.query(
    `INSERT INTO plans (id, slug, name, description, position, is_public, features, updated_at)
     VALUES ($1, $2, 'Workshop', 'For a test.', 99, false, '{"token_limit": 1000, "enable_ai": true}', now())`,
    [id, `plan-${id.slice(-8)}`],
  );
  return id;
}

/** A granted plan and an unused one, a customer with a payment page, an event of Stripe that failed, and overage for all. */
async function plantBilling(client: pg.Client, organization: string): Promise<Billing> {
  const [granted, unused, checkout] = [
    await insertPlan(client),
    await insertPlan(client),
    `cs_test_${randomBytes(8).toString("hex")}`,
  ];
  const customer = `cus_${randomBytes(8).toString("hex")}`;
  await client.query(
    `UPDATE billing_accounts SET granted_plan_id = $2, stripe_customer_id = $3 WHERE organization_id = $1`,
    [organization, granted, customer],
  );
  await client.query(
    `INSERT INTO stripe_checkouts (organization_id, session_id, customer_id, kind, item, credits, amount_cents, currency)
     VALUES ($1, $2, $3, 'credits', '5m', 5000000, 3900, 'usd')`,
    [organization, checkout, customer],
  );
  await client.query(
    `INSERT INTO stripe_events (id, event_id, type, object_id, attempts, last_error, next_attempt_at, created_at)
     VALUES (gen_random_uuid(), $1, 'customer.subscription.updated', 'sub_1', 3, 'Stripe did not answer', now() + interval '1 day', now())`,
    [`evt_${randomBytes(8).toString("hex")}`],
  );
  await client.query(
    `INSERT INTO system_settings (name, value, updated_at) VALUES ('ai_overage_enabled', 'true', now())
     ON CONFLICT (name) DO UPDATE SET value = 'true'`,
  );
  return { plans: [granted, unused], checkout };
}

export async function plantFormsOfTwo(client: pg.Client): Promise<FormsOfTwo> {
  const [first, second] = [
    await plantPerson(client, { isSystemAdmin: true }),
    await plantPerson(client, { isSystemAdmin: true }),
  ];
  await plantWaysIn(client, first);
  const [open, other, inviting] = [
    await plantOrganization(client),
    await plantOrganization(client),
    await plantOrganization(client),
  ];
  for (const { id } of [first, second]) {
    await join(client, open.id, id, "org_admin");
    await join(client, other.id, id, "org_admin");
    // Another session, which the device page can end.
    await insertSession(client, id);
  }
  await plantPrograms(client, open.id, first.id);
  const [somebody, suspended] = [await plantPerson(client), await plantPerson(client, { suspended: true })];
  await join(client, open.id, somebody.id, "member");
  const rows = await insertOfEach(client, open.id, first.id);
  const { plans, checkout } = await plantBilling(client, open.id);
  await join(client, inviting.id, second.id, "org_admin");
  await invite(client, open.id, `${newId()}@example.com`, second.id);
  const [theirs, others] = [
    await invite(client, inviting.id, first.email, second.id),
    await invite(client, other.id, somebody.email, second.id),
  ];
  const [change, othersChange] = [await askForEmailChange(client, first.id), await askForEmailChange(client, somebody.id)];
  const [reset, othersReset] = [await askForReset(client, first.id), await askForReset(client, somebody.id)];
  const [shut, withoutAdmin] = [await plantOrganization(client, { suspended: true }), await plantOrganization(client)];
  const ids: Record<string, string[]> = {
    ...Object.fromEntries(
      FIXTURES.flatMap(({ name, pagesWithId }) => pagesWithId.map((page) => [`/org/[org]${page}`, [rows[name] ?? ""]])),
    ),
    "/admin/organizations/[id]": [open.id, shut.id, withoutAdmin.id],
    "/admin/plans/[id]": plans,
    "/admin/users/[id]": [somebody.id, suspended.id, second.id],
  };
  return {
    first,
    second,
    slug: open.slug,
    idsOf: (template) => ids[template] ?? [""],
    linked: [
      `/org/${open.slug}/billing?checkout=${checkout}`,
      `/invite/accept?token=${theirs}`,
      `/invite/accept?token=${others}`,
      `/account/email/confirm?token=${change}`,
      `/account/email/confirm?token=${othersChange}`,
      `/reset-password?token=${reset}`,
      `/reset-password?token=${othersReset}`,
      `/verify-email?token=${await signUp(client)}`,
      "/account/connections?next=%2Faccount%2Fdelete",
    ],
  };
}

interface Manifest {
  node: Record<string, { filename: string; exportedName: string }>;
}

/** Every server action of the build: the framework's id → file and name. */
export async function builtActions(): Promise<Map<string, string>> {
  const { node } = JSON.parse(await readFile(".next/server/server-reference-manifest.json", "utf8")) as Manifest;
  return new Map(Object.entries(node).map(([id, { filename, exportedName }]) => [id, `${filename} ${exportedName}`]));
}
