// Test fixture: an organization, a session for each kind of caller, and the ids that operations take as input.
import { randomBytes } from "node:crypto";
import type { Caller } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { resolveApiKey } from "@/lib/api-keys/resolve-api-key";
import { createSession } from "@/lib/auth/sessions/create-session";
import { resolveToken } from "@/lib/auth/tokens/resolve-token";
import { inSystemTransaction } from "@/lib/db/transaction";
import { createSlug } from "@/lib/organizations/slug";
import { actorOf, anonymous, callerOf, createMember, someRequest, uniqueEmail } from "@/tests/factories/callers";
import { insertApiKey } from "@/tests/factories/api-keys";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { insertClient } from "@/tests/factories/tokens";

export const CALLERS = ["anonymous", "readonly", "member", "org_admin", "sys_admin"] as const;
export type CallerKind = (typeof CALLERS)[number];

export const TENANT_NAME = "An example";

export interface Tenant {
  organization: { id: string; slug: string };
  /** The session token of each kind of caller except the anonymous one. */
  sessions: Record<Exclude<CallerKind, "anonymous">, string>;
  /** The membership of another member, who is not one of the callers. */
  membershipId: string;
  /** An open invitation. */
  invitationId: string;
  /** The API keys of the callers with these roles. */
  apiKeyIds: Record<"readonly" | "member", string>;
  /** The admin's access token and API key, and a key of the organization with that role. */
  bearers: Record<Bearer, string>;
  /** Feature → the id of a row whose author is the caller with the role member. */
  rows: Record<string, string>;
}

async function createSystemAdmin(): Promise<string> {
  return inSystemTransaction(async (db) => {
    const user = await db.user.create({
      data: { email: uniqueEmail(), name: "Sasha Example", isSystemAdmin: true },
      select: { id: true },
    });
    return (await createSession(db, user.id, someRequest())).token;
  });
}

export async function createEmptyOrganization(): Promise<{ id: string; slug: string }> {
  return inSystemTransaction((db) =>
    db.organization.create({ data: { name: TENANT_NAME, slug: createSlug(TENANT_NAME) }, select: { id: true, slug: true } }),
  );
}

async function createInvitation(organizationId: string): Promise<string> {
  const email = uniqueEmail();
  const [tokenHash, expiresAt] = [new Uint8Array(randomBytes(32)), new Date(Date.now() + 3_600_000)];
  const data = { organizationId, email, openEmail: email, role: "member" as const, tokenHash, expiresAt };
  return (await inSystemTransaction((db) => db.invitation.create({ data, select: { id: true } }))).id;
}

async function createRows(organizationId: string, authorId: string): Promise<Record<string, string>> {
  const rows: Record<string, string> = {};
  for (const { name, insert } of FIXTURES)
    rows[name] = await inSystemTransaction((db) => insert(db, { organizationId, authorId }));
  return rows;
}

export async function createTenant(): Promise<Tenant> {
  const organization = await createEmptyOrganization();
  const join = async (role: OrganizationRole) => createMember(organization, role);
  const [reader, member, admin, other] = [
    await join("readonly"),
    await join("member"),
    await join("org_admin"),
    await join("member"),
  ];
  // Another admin, so that one can leave.
  await join("org_admin");
  const sessions = {
    readonly: reader.session.token,
    member: member.session.token,
    org_admin: admin.session.token,
    sys_admin: await createSystemAdmin(),
  };
  const organizationId = organization.id;
  const keyOf = async (userId: string | null) => insertApiKey({ organizationId, userId });
  return {
    organization,
    sessions,
    apiKeyIds: { readonly: (await keyOf(reader.user.id)).id, member: (await keyOf(member.user.id)).id },
    bearers: {
      token: await insertClient(admin.user.id, admin.membership.id),
      "personal key": (await keyOf(admin.user.id)).key,
      "organization key": (await keyOf(null)).key,
    },
    membershipId: other.membership.id,
    invitationId: await createInvitation(organization.id),
    rows: await createRows(organization.id, member.user.id),
  };
}

/** Credentials other than a session. */
export const BEARERS = ["token", "personal key", "organization key"] as const;
export type Bearer = (typeof BEARERS)[number];

/** An admin of the tenant `from`, or its API key with that role, as a caller in the tenant `to`. */
export async function bearerAt(from: Tenant, bearer: Bearer, to: Tenant): Promise<Caller> {
  const resolve = bearer === "token" ? resolveToken : resolveApiKey;
  const actor = await resolve(from.bearers[bearer], to.organization.slug);
  if (!actor) throw new Error(`no such ${bearer}`);
  return callerOf(actor);
}

/** A user of the tenant `from` as a caller in the tenant `to`. */
export async function callerAt(from: Tenant, kind: CallerKind, to: Tenant): Promise<Caller> {
  if (kind === "anonymous") return anonymous();
  return callerOf(await actorOf(from.sessions[kind], to.organization.slug));
}
