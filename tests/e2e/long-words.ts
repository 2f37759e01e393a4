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
  await signIns(client, id, admin);
  const sessions = { admin: await insertSession(client, admin), systemAdmin: await insertSession(client, systemAdmin) };
  return { organization: id, slug, admin, sessions, tokens: { invitation: invitationToken, reset: resetToken } };
}
