// An organization with a user of each role and a system admin, created directly in an instance's database.
import { randomBytes } from "node:crypto";
import type pg from "pg";
import { insertOfEach } from "./feature-fixtures";
import { newId } from "./new-id";
import { insertSession, sessionCookieName } from "./planted-session";

export const KINDS = ["nobody", "readonly", "member", "org_admin", "sys_admin"] as const;
export type Kind = (typeof KINDS)[number];

export const TENANT_NAME = "A planted tenant";

export interface PlantedTenant {
  id: string;
  slug: string;
  /** The session cookie of each kind of caller, or null for an anonymous one. */
  cookies: Record<Kind, string | null>;
  /** The ids of the users behind the cookies. */
  users: Record<Kind, string | null>;
  /** The same id as `users.org_admin`, but never null. */
  adminUser: string;
  /** The membership of another member, who has no cookie. */
  membership: string;
  /** Feature → the id of a row whose author is the user with the role member. */
  rows: Record<string, string>;
  invitation: string;
  /** A checkout at Stripe that has expired. */
  checkout: string;
  /** The ids of API keys of the users with these roles. */
  apiKeys: Record<"readonly" | "member", string>;
}

async function person(client: pg.Client, url: string, isSystemAdmin = false): Promise<{ id: string; cookie: string }> {
  const id = newId();
  await client.query(`INSERT INTO users (id, email, name, is_system_admin) VALUES ($1, $2, 'Pat Example', $3)`, [
    id,
    `${id}@example.com`,
    isSystemAdmin,
  ]);
  return { id, cookie: `${sessionCookieName(url)}=${await insertSession(client, id)}` };
}

async function member(client: pg.Client, url: string, organization: string, role: string) {
  const [{ id: user, cookie }, id] = [await person(client, url), newId()];
  await client.query(`INSERT INTO memberships (id, organization_id, user_id, role) VALUES ($1, $2, $3, $4::role)`, [
    id,
    organization,
    user,
    role,
  ]);
  return { id, user, cookie };
}

/** @param url the address of the instance, which decides the name of its session cookie */
export async function plantTenant(client: pg.Client, url: string): Promise<PlantedTenant> {
  const [id, invitation] = [newId(), newId()];
  const slug = `tenant-${id.slice(-8)}`;
  await client.query(`INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)`, [id, slug, TENANT_NAME]);
  const [reader, maker, admin, other] = [
    await member(client, url, id, "readonly"),
    await member(client, url, id, "member"),
    await member(client, url, id, "org_admin"),
    await member(client, url, id, "member"),
  ];
  // Another admin, so that one can leave.
  await member(client, url, id, "org_admin");
  const rows = await insertOfEach(client, id, maker.user);
  const address = `${invitation}@example.com`;
  await client.query(
    `INSERT INTO invitations (id, organization_id, email, open_email, role, token_hash, expires_at)
     VALUES ($1, $2, $3, $3, 'member', $4, now() + interval '1 day')`,
    [invitation, id, address, randomBytes(32)],
  );
  const apiKeys = { readonly: newId(), member: newId() };
  await client.query(
    `INSERT INTO api_keys (id, organization_id, user_id, name, role, prefix, token_hash)
     VALUES ($1, $2, $3, 'Backups', 'member', 'gh_live_sample', $4), ($5, $2, NULL, 'Deployments', 'member', 'gh_live_sample', $6),
            ($7, $2, $8, 'Reports', 'member', 'gh_live_sample', $9)`,
    [
      ...[apiKeys.member, id, maker.user, randomBytes(32)],
      ...[newId(), randomBytes(32)],
      ...[apiKeys.readonly, reader.user, randomBytes(32)],
    ],
  );
  const checkout = `cs_test_${id.replaceAll("-", "")}`;
  await client.query(
    `INSERT INTO stripe_checkouts (organization_id, session_id, customer_id, kind, item, credits, amount_cents, currency, status)
     VALUES ($1, $2, 'cus_planted', 'credits', '5m', 5000000, 3900, 'usd', 'expired')`,
    [id, checkout],
  );
  const system = await person(client, url, true);
  const cookies = {
    nobody: null,
    readonly: reader.cookie,
    member: maker.cookie,
    org_admin: admin.cookie,
    sys_admin: system.cookie,
  };
  const users = { nobody: null, readonly: reader.user, member: maker.user, org_admin: admin.user, sys_admin: system.id };
  return {
    id,
    slug,
    cookies,
    users,
    adminUser: admin.user,
    membership: other.id,
    rows,
    invitation,
    checkout,
    apiKeys,
  };
}
