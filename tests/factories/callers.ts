// Callers and users for database tests: each test creates its own, with unique email addresses.
import { randomUUID } from "node:crypto";
import type { Actor, Caller, RequestFacts } from "@/lib/access/actor";
import { ARGON2_PARAMETERS } from "@/lib/auth/passwords/hash-password";
import { createSession } from "@/lib/auth/sessions/create-session";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { inSystemTransaction } from "@/lib/db/transaction";
import { createOrganizationFor } from "@/lib/organizations/create-organization";
import type { OrganizationRole } from "@/lib/access/roles";
import { uniqueAddress } from "@/tests/factories/addresses";
import argon2 from "argon2";

export const PASSWORD = "correct horse battery staple";

export function uniqueEmail(name = "person"): string {
  return `${name}-${randomUUID()}@example.com`;
}

/** A request from its own IP address, so that tests do not use up each other's limits. */
export function someRequest(overrides: Partial<RequestFacts> = {}): RequestFacts {
  return {
    requestId: randomUUID(),
    ipAddress: uniqueAddress(),
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
    deviceCookie: null,
    signUpFlow: null,
    oauthFlow: null,
    ...overrides,
  };
}

export function anonymous(overrides: Partial<RequestFacts> = {}): Caller {
  return { actor: { kind: "anonymous" }, request: someRequest(overrides) };
}

export function callerOf(actor: Actor, overrides: Partial<RequestFacts> = {}): Caller {
  return { actor, request: someRequest(overrides) };
}

const hashes = new Map<string, Promise<string>>();

/** Hashes each password once, because most tests never sign in with it, and hashing is slow on purpose. */
function hashOf(password: string): Promise<string> {
  const known = hashes.get(password) ?? argon2.hash(password.normalize("NFKC"), ARGON2_PARAMETERS);
  hashes.set(password, known);
  return known;
}

/** A verified user with an organization of their own, signed in once. */
export async function createPerson({ email = uniqueEmail(), password = PASSWORD } = {}) {
  const passwordHash = await hashOf(password);
  return inSystemTransaction(async (db) => {
    const user = await db.user.create({
      data: { email, name: "Ada Example", password: { create: { passwordHash } } },
      select: { id: true, email: true, name: true },
    });
    const organization = await createOrganizationFor(db, user, null);
    const session = await createSession(db, user.id, someRequest());
    return { user, organization, session, password };
  });
}

/** A verified user without a password or an organization, signed in once. */
export async function createPasswordlessPerson() {
  return inSystemTransaction(async (db) => {
    const user = await db.user.create({
      data: { email: uniqueEmail(), name: "Mo Example" },
      select: { id: true, email: true, name: true },
    });
    return { user, session: await createSession(db, user.id, someRequest()) };
  });
}

/** Another user, as a member of an existing organization. */
export async function createMember(organization: { id: string; slug: string }, role: OrganizationRole) {
  const { user, session } = await createPasswordlessPerson();
  const data = { organizationId: organization.id, userId: user.id, role };
  const membership = await inSystemTransaction((db) => db.membership.create({ data, select: { id: true } }));
  const caller = async () => callerOf(await actorOf(session.token, organization.slug));
  return { user, membership, session, caller };
}

/** The actor of a session's token. @throws if the session does not exist */
export async function actorOf(token: string, slug: string | null = null) {
  const actor = await resolveSession(token, slug);
  if (!actor) throw new Error("no such session");
  return actor;
}
