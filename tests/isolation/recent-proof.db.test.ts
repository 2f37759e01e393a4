// Every operation in the registry that cannot be undone or that grants rights requires a recent proof of the password. A
// session alone is not enough.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Caller } from "@/lib/access/actor";
import type { OperationMeta } from "@/lib/access/registry";
import type { OrganizationRole } from "@/lib/access/roles";
import { confirmPassword } from "@/lib/auth/sessions/confirm-password";
import { createSession } from "@/lib/auth/sessions/create-session";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { inSystemTransaction } from "@/lib/db/transaction";
import { createInvitation } from "@/lib/invitations/create-invitation";
import {
  actorOf,
  anonymous,
  callerOf,
  createMember,
  createPasswordlessPerson,
  createPerson,
  PASSWORD,
  someRequest,
  uniqueEmail,
} from "@/tests/factories/callers";
import { switchSetting, usePlan } from "@/tests/factories/credits";
import { google, startGoogle } from "@/tests/factories/google";
import { outcomeOf } from "@/tests/factories/outcome";
import { insertCheckout, startStripe } from "@/tests/factories/stripe";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { loadOperations } from "../../scripts/access-matrix";
import { createEmptyOrganization } from "./tenant";

let stripe: FakeStripe;
beforeAll(startGoogle);
beforeAll(async () => (stripe = await startStripe()));
afterAll(() => stripe.stop());
afterAll(() => google.stop());
afterEach(() => switchSetting("ai_overage_enabled", false));

const MINUTE = 60;
const reason = "Asked for in ticket 4711";

const invite = (role: OrganizationRole) => Promise.resolve({ email: uniqueEmail(), role });
const changeRole = async ({ organization }: Stage, role: OrganizationRole) => ({
  id: (await createMember(organization, "member")).membership.id,
  role,
});

async function openInvitation({ user, organization }: Stage, role: OrganizationRole) {
  const { token } = await inSystemTransaction((db) => createSession(db, user.id, someRequest()));
  return { id: (await createInvitation(callerOf(await actorOf(token, organization.slug)), await invite(role))).id };
}

async function suspend(id: string, data: { isSystemAdmin?: boolean } = {}): Promise<string> {
  await inSystemTransaction((db) => db.user.update({ where: { id }, data: { ...data, suspendedAt: new Date() } }));
  return id;
}

const suspendedMember = async (organization: Stage["organization"], role: OrganizationRole) =>
  suspend((await createMember(organization, role)).user.id);

/** Each operation that needs a proof, with input that takes effect for an admin of both the organization and the system. */
const INPUTS: Record<string, (stage: Stage) => Promise<Record<string, unknown>>> = {
  "admin.grant-system-admin": async () => ({ id: (await createPerson()).user.id, reason }),
  "admin.revoke-system-admin": async () => {
    const { user } = await createPerson();
    await inSystemTransaction((db) => db.user.update({ where: { id: user.id }, data: { isSystemAdmin: true } }));
    return { id: user.id, reason };
  },
  "admin.invite-organization-admin": async () => ({
    id: (await createEmptyOrganization()).id,
    admin_email: uniqueEmail(),
    admin_name: "Grace",
    reason,
  }),
  "admin.resume-user": async () => ({
    id: await suspend((await createPasswordlessPerson()).user.id, { isSystemAdmin: true }),
    reason,
  }),
  "api-keys.create": () => Promise.resolve({ name: "Backups", owner: "user", role: "readonly", expires_in: "30d" }),
  "audit.export": () => Promise.resolve({ format: "json" }),
  "auth.request-email-change": () => Promise.resolve({ new_email: uniqueEmail(), current_password: "not the password" }),
  "auth.oauth-start-link": () => Promise.resolve({ provider: "google" }),
  "auth.unlink-identity": async ({ user: { id: userId, email } }) => {
    const identity = { provider: "google", subject: randomUUID(), userId, email, isConfirmed: true };
    await inSystemTransaction((db) => db.identity.create({ data: identity }));
    return { provider: "google" };
  },
  "billing.open-portal": async ({ organization }) => {
    await insertCheckout(organization.id);
    return {};
  },
  "invitations.create": () => invite("org_admin"),
  "invitations.resend": (stage) => openInvitation(stage, "org_admin"),
  "memberships.change-role": (stage) => changeRole(stage, "org_admin"),
  "organizations.delete": () => Promise.resolve({ name: "Ada Example's organization" }),
  "password.update": () =>
    Promise.resolve({ new_password: "another long enough secret", current_password: "not the password" }),
  "usage.change-overage": async ({ organization }) => {
    await switchSetting("ai_overage_enabled", true);
    await usePlan(organization.id, { token_limit: 1_000, enable_ai: true });
    return { enabled: true, limit: 1_000 };
  },
  "users.delete": ({ user }) => Promise.resolve({ confirm: user.email, current_password: "not the password" }),
};

/** For each operation that needs a proof only for some inputs, an input for which it needs none. */
const LESSER: Record<string, (stage: Stage, role: OrganizationRole) => Promise<Record<string, unknown>>> = {
  "admin.resume-user": async ({ organization }, role) => ({ id: await suspendedMember(organization, role), reason }),
  "invitations.create": (_stage, role) => invite(role),
  "invitations.resend": openInvitation,
  "memberships.change-role": changeRole,
  "usage.change-overage": () => Promise.resolve({ enabled: false }),
};

interface Stage {
  user: { id: string; email: string };
  organization: { id: string; slug: string };
  caller: () => Promise<Caller>;
}

/** A user with every right. The password proof of the user's session is `secondsAgo` seconds old. */
async function stage(operation: OperationMeta, secondsAgo: number): Promise<Stage> {
  const { user, organization, session } = await createPerson();
  await createMember(organization, "org_admin");
  await inSystemTransaction(async (db) => {
    await db.user.update({ where: { id: user.id }, data: { isSystemAdmin: true } });
    await db.$executeRaw`UPDATE sessions SET proved_at = now() - make_interval(secs => ${secondsAgo}::float8) WHERE id = ${session.id}::uuid`;
  });
  const slug = ["member", "org_admin"].includes(operation.minRole) ? organization.slug : null;
  return { user, organization, caller: async () => callerOf(await actorOf(session.token, slug)) };
}

const entriesOf = ({ request: { requestId } }: Caller) =>
  inSystemTransaction((db) => db.auditEntry.findMany({ where: { requestId }, select: { outcome: true } }));

const operations = await loadOperations();
const proved = operations.filter(({ recent }) => recent !== undefined);
const byPassword = proved.filter(({ recent }) => recent === "current_password");
const bySession = proved.filter(({ recent }) => recent !== "current_password");
const bySome = bySession.filter(({ recent }) => recent !== "session");
const namesOf = (some: OperationMeta[]) => some.map(({ name }) => name);
const operationOf = (name: string) => operations.find((operation) => operation.name === name)!;

/** Whether the input can make someone an admin of an organization. */
function namesAdmin({ effect, input }: OperationMeta): boolean {
  if (effect !== "write" || !(input instanceof z.ZodObject)) return false;
  const shape = input.shape as Record<string, z.ZodType>;
  return Object.entries(shape).some(
    ([name, field]) => /admin/.test(name) || (/role/.test(name) && field.safeParse("org_admin").success),
  );
}

/** Finds calls that give someone a role in an organization. */
const GIVES_ROLE =
  /\b(issueInvitation|mailLink)\(|\bmembership\.(create|update|upsert)\w*\(|(INSERT INTO|UPDATE) memberships/;

async function givingRoles(): Promise<string[]> {
  const entries = await readdir("lib", { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /^[^.]+\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const sources = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const giving = sources.filter((source) => GIVES_ROLE.test(source)).join("\n");
  return namesOf(operations.filter(({ name, effect }) => effect === "write" && giving.includes(`name: "${name}"`)));
}

/** Operations that give a role without a proof, and why they need none. */
const UNPROVED: Record<string, string> = {
  "admin.create-organization": "the organization is new and contains no data",
  "organizations.create": "the organization is new and contains no data",
  "invitations.accept": "the invitation granted the role, and only the owner of the mailbox has the link",
};

describe("a recent proof", () => {
  it("is required to grant rights, delete an organization or account, export the audit log, spend money, and change the sign-in data", () => {
    expect(bySession.map(({ name, recent }) => [name, typeof recent === "object" ? recent.for : recent])).toEqual([
      ["admin.grant-system-admin", "session"],
      ["admin.invite-organization-admin", "session"],
      ["admin.resume-user", "an admin"],
      ["admin.revoke-system-admin", "session"],
      ["api-keys.create", "session"],
      ["audit.export", "session"],
      ["auth.oauth-start-link", "session"],
      ["auth.unlink-identity", "session"],
      ["billing.open-portal", "session"],
      ["invitations.create", "org_admin"],
      ["invitations.resend", "org_admin"],
      ["memberships.change-role", "org_admin"],
      ["organizations.delete", "session"],
      ["usage.change-overage", "turning it on"],
    ]);
    expect(namesOf(byPassword)).toEqual(["auth.request-email-change", "password.update", "users.delete"]);
    expect(Object.keys(INPUTS).sort()).toEqual(namesOf(proved).sort());
    expect(Object.keys(LESSER).sort()).toEqual(namesOf(bySome).sort());
  });

  it("is required by every operation that can make someone an organization admin", async () => {
    const granting = new Set([...namesOf(operations.filter(namesAdmin)), ...(await givingRoles())]);
    const unproved = [...granting].filter((name) => operationOf(name).recent === undefined);
    expect(unproved.sort()).toEqual(Object.keys(UNPROVED).sort());
  });

  it("comes either from the session or from the input, never from both", () => {
    const takesPassword = ({ input }: OperationMeta) => input instanceof z.ZodObject && "current_password" in input.shape;
    expect(bySession.filter(takesPassword)).toEqual([]);
    const others = operations.filter((operation) => takesPassword(operation) && operation.recent === undefined);
    expect(namesOf(others)).toEqual(["auth.confirm-password"]);
  });

  it.each(namesOf(bySession))("expires after 15 minutes: %s", async (name) => {
    const operation = operationOf(name);
    const old = await stage(operation, 15 * MINUTE + 1);
    const refused = await old.caller();
    expect(await outcomeOf(operation.perform(refused, await INPUTS[name]!(old)))).toBe("RECENT_PROOF_REQUIRED");
    expect(await entriesOf(refused)).toEqual([]);
    const recent = await stage(operation, 14 * MINUTE + 50);
    const admitted = await recent.caller();
    expect(await outcomeOf(operation.perform(admitted, await INPUTS[name]!(recent)))).toBe("ok");
    expect(await entriesOf(admitted)).toEqual(operation.effect === "write" ? [{ outcome: "ok" }] : []);
  });

  it.each(namesOf(bySome))("is not required if no admin rights are granted and nothing is to be paid: %s", async (name) => {
    const operation = operationOf(name);
    for (const role of ["readonly", "member"] as const) {
      const old = await stage(operation, 30 * 24 * 60 * MINUTE);
      expect(await outcomeOf(operation.perform(await old.caller(), await LESSER[name]!(old, role)))).toBe("ok");
    }
  });

  it("is required to reactivate an organization admin", async () => {
    const operation = operationOf("admin.resume-user");
    const old = await stage(operation, 15 * MINUTE + 1);
    const id = await suspendedMember(old.organization, "org_admin");
    const caller = await old.caller();
    expect(await outcomeOf(operation.perform(caller, { id, reason }))).toBe("RECENT_PROOF_REQUIRED");
    expect(await entriesOf(caller)).toEqual([]);
    const { suspendedAt } = await inSystemTransaction((db) => db.user.findUniqueOrThrow({ where: { id } }));
    expect(suspendedAt).not.toBeNull();
  });

  it.each(namesOf(byPassword))("must be the correct password in the input, even in a new session: %s", async (name) => {
    const operation = operationOf(name);
    const somebody = await stage(operation, 0);
    const caller = await somebody.caller();
    expect(await outcomeOf(operation.perform(caller, await INPUTS[name]!(somebody)))).toBe("INVALID_CREDENTIALS");
    expect(await entriesOf(caller)).toEqual([{ outcome: "INVALID_CREDENTIALS" }]);
  });

  it("is checked only after the role and the input", async () => {
    const operation = operationOf("organizations.delete");
    const { organization } = await createPerson();
    const member = await createMember(organization, "member");
    await inSystemTransaction(
      (db) => db.$executeRaw`UPDATE sessions SET proved_at = now() - interval '1 day' WHERE id = ${member.session.id}::uuid`,
    );
    expect(await outcomeOf(operation.perform(await member.caller(), {}))).toBe("ACCESS_DENIED");
    const old = await stage(operation, 16 * MINUTE);
    expect(await outcomeOf(operation.perform(await old.caller(), {}))).toBe("VALIDATION_ERROR");
  });
});

describe("confirming the password", () => {
  async function provedLongAgo() {
    const person = await createPerson();
    await inSystemTransaction(
      (db) => db.$executeRaw`UPDATE sessions SET proved_at = now() - interval '1 day' WHERE id = ${person.session.id}::uuid`,
    );
    const caller = async () => callerOf(await actorOf(person.session.token));
    return { ...person, caller };
  }

  it("replaces the session with one that has a recent proof, so that a copy of the old cookie becomes invalid", async () => {
    const { session, user, caller } = await provedLongAgo();
    const asking = await caller();
    expect(asking.actor).toMatchObject({ credential: { proof: { secondsAgo: expect.closeTo(86_400, -1) as number } } });
    const { session: fresh } = await confirmPassword(asking, { current_password: PASSWORD });
    expect(await resolveSession(session.token, null)).toBeNull();
    const actor = await actorOf(fresh.token);
    expect(actor).toMatchObject({ user: { id: user.id }, credential: { kind: "session", id: fresh.id } });
    expect(actor.credential.proof.secondsAgo).toBeLessThan(60);
    expect(await entriesOf(asking)).toEqual([{ outcome: "ok" }]);
  });

  it("changes nothing with a wrong password, and is audited", async () => {
    const { session, caller } = await provedLongAgo();
    const asking = await caller();
    await expect(confirmPassword(asking, { current_password: "a guess" })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
      fields: { current_password: expect.any(String) as string },
    });
    const { credential: still } = await actorOf(session.token);
    expect(still.proof.secondsAgo).toBeGreaterThan(80_000);
    expect(await entriesOf(asking)).toEqual([{ outcome: "INVALID_CREDENTIALS" }]);
  });

  it("neither restores a session that ended in the meantime, nor turns one session into two", async () => {
    const { session, user, caller } = await provedLongAgo();
    const asking = await caller();
    const outcomes = await Promise.all([0, 1].map(() => outcomeOf(confirmPassword(asking, { current_password: PASSWORD }))));
    expect(outcomes.sort()).toEqual(["UNAUTHORIZED", "ok"]);
    const alive = await inSystemTransaction((db) =>
      db.session.findMany({ where: { userId: user.id, endedAt: null }, select: { id: true } }),
    );
    expect(alive).toHaveLength(1);
    expect(alive[0]?.id).not.toBe(session.id);
  });

  it("is refused without a session, and is throttled like every other password check", async () => {
    expect(await outcomeOf(confirmPassword(anonymous(), { current_password: PASSWORD }))).toBe("UNAUTHORIZED");
    const { caller } = await provedLongAgo();
    const asking = await caller();
    for (let guess = 0; guess < 5; guess += 1)
      expect(await outcomeOf(confirmPassword(asking, { current_password: `guess ${guess}` }))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(confirmPassword(asking, { current_password: PASSWORD }))).toBe("RATE_LIMITED");
  });
});
