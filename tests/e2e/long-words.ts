// An organization in which every name is one unbroken word of the maximum length.
import { randomBytes } from "node:crypto";
import type pg from "pg";
import { newId } from "./new-id";
import { insertSession } from "./planted-session";
import { hashOf, newToken } from "./tokens";

export interface LongWords {
  organization: string;
  slug: string;
  admin: string;
  /** Session tokens. */
  sessions: { admin: string; systemAdmin: string };
  /** Tokens of an open invitation to the organization, and of a password reset. */
  tokens: { invitation: string; reset: string };
}

const LONG_ADDRESS = "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff";

/** A unique email address of 254 characters. */
function longEmail(): string {
  const domain = [63, 63, 50].map((length) => "w".repeat(length)).join(".");
  const local = `${newId()}${"w".repeat(28)}`;
  const email = `${local}@${domain}.example`;
  return `${local}@${"w".repeat(254 - email.length - 1)}.${domain}.example`;
}

async function person(client: pg.Client, isSystemAdmin = false): Promise<string> {
  const id = newId();
  await client.query(`INSERT INTO users (id, email, name, is_system_admin) VALUES ($1, $2, $3, $4)`, [
    id,
    longEmail(),
    "W".repeat(100),
    isSystemAdmin,
  ]);
  return id;
}

/** Another device and an API client. */
async function signIns(client: pg.Client, organization: string, admin: string): Promise<void> {
  await insertSession(client, admin, LONG_ADDRESS);
  await client.query(
    `INSERT INTO token_families (id, user_id, membership_id, ip_address, user_agent, expires_at)
     SELECT $1, user_id, id, $4, $5, now() + interval '1 hour' FROM memberships WHERE organization_id = $2 AND user_id = $3`,
    [newId(), organization, admin, LONG_ADDRESS, "W".repeat(400)],
  );
}

async function belongings(client: pg.Client, organization: string, admin: string): Promise<void> {
  const log = `INSERT INTO audit_log (id, organization_id, actor_kind, user_id, request_id, action, outcome, entity_type, entity_id, ip_address, user_agent, before, after, reason)
               VALUES ($1, $2::uuid, 'user', $3, $1, $4, 'ok', 'organization', $9, $5, $6, $7, $7, $8)`;
  for (const action of ["organizations.update", "admin.suspend-organization"]) {
    const values = [
      newId(),
      organization,
      admin,
      action,
      LONG_ADDRESS,
      "W".repeat(400),
      { name: "Ü".repeat(80) },
      "W".repeat(300),
      organization,
    ];
    await client.query(log, values);
  }
}

/** A plan, a model and a call of it, large amounts of credits, and an event that failed. */
async function expenses(client: pg.Client, organization: string, admin: string): Promise<void> {
  const [plan, call, model] = [newId(), newId(), "w".repeat(200)];
  await client.query(
    `INSERT INTO plans (id, slug, name, description, features, is_public, position)
     VALUES ($1, $2, $3, $4, '{"token_limit": 999999999999999, "enable_ai": true}', false, 99)`,
    [plan, `${"w".repeat(27)}-${plan.slice(-12)}`, "W".repeat(60), "W".repeat(200)],
  );
  await client.query(`UPDATE billing_accounts SET granted_plan_id = $1 WHERE organization_id = $2`, [plan, organization]);
  await client.query(
    `INSERT INTO model_prices (model, input_price, output_price) VALUES ($1, 999999999999, 999999999999) ON CONFLICT DO NOTHING`,
    [model],
  );
  await client.query(`SELECT 1 FROM reserve_credits($1, $2, $3, gen_random_uuid(), $4, $5, 999999::bigint, 999999)`, [
    call,
    organization,
    admin,
    `${"w".repeat(49)}.${"w".repeat(50)}`,
    model,
  ]);
  await client.query(`SELECT 1 FROM settle_credits($1, 999999::bigint, 999999, 'settled')`, [call]);
  await client.query(`SELECT 1 FROM change_purchased_credits($1, 'adjust', 999999999999, $2)`, [organization, newId()]);
  await client.query(
    `INSERT INTO stripe_events (id, event_id, type, object_id, customer_id, attempts, last_error, next_attempt_at, created_at)
     VALUES ($1, $2, 'checkout.session.async_payment_succeeded', $3, $3, 99, $4, now() + interval '1 hour', now())`,
    [newId(), `evt_${newId().replaceAll("-", "w")}`, "w".repeat(100), "W".repeat(300)],
  );
}

export async function plantLongWords(client: pg.Client): Promise<LongWords> {
  const [id, invitationToken, resetToken] = [newId(), newToken(), newToken()];
  const slug = `${"w".repeat(32)}-${id.slice(-8)}`;
  await client.query(`INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)`, [id, slug, "Ü".repeat(80)]);
  const [admin, other, systemAdmin] = [await person(client), await person(client), await person(client, true)];
  const join = `INSERT INTO memberships (id, organization_id, user_id, role) VALUES ($1, $2, $3, $4::role)`;
  await client.query(join, [newId(), id, admin, "org_admin"]);
  await client.query(join, [newId(), id, other, "org_admin"]);
  await client.query(
    `INSERT INTO invitations (id, organization_id, email, open_email, name, role, token_hash, invited_by_id, expires_at)
     VALUES ($1, $2, $3, $3, $4, 'member', $5, $6, now() + interval '1 day')`,
    [newId(), id, longEmail(), "W".repeat(100), hashOf(invitationToken), admin],
  );
  await client.query(
    `INSERT INTO password_resets (user_id, token_hash, expires_at) VALUES ($1, $2, now() + interval '1 hour')`,
    [other, hashOf(resetToken)],
  );
  await client.query(
    `INSERT INTO email_changes (user_id, new_email, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '1 hour')`,
    [admin, longEmail(), randomBytes(32)],
  );
  await belongings(client, id, admin);
  await expenses(client, id, admin);
  await signIns(client, id, admin);
  const sessions = { admin: await insertSession(client, admin), systemAdmin: await insertSession(client, systemAdmin) };
  return { organization: id, slug, admin, sessions, tokens: { invitation: invitationToken, reset: resetToken } };
}
