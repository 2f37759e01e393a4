// What cannot be undone or hands out power, by the registry: a session alone is not enough for it.
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Caller } from "@/lib/access/actor";
import type { OperationMeta } from "@/lib/access/registry";
import { confirmPassword } from "@/lib/auth/sessions/confirm-password";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, anonymous, callerOf, createMember, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { outcomeOf } from "@/tests/factories/invitations";
import { loadOperations } from "../../scripts/access-matrix";

const MINUTE = 60;
const reason = "Asked for in ticket 4711";

/** Each operation that needs a proof, with input that would do its work for an admin of organization and system. */
const INPUTS: Record<string, (stage: Stage) => Promise<Record<string, unknown>>> = {
  "admin.grant-system-admin": async () => ({ id: (await createPerson()).user.id, reason }),
  "admin.revoke-system-admin": async () => {
    const { user } = await createPerson();
    await inSystemTransaction((db) => db.user.update({ where: { id: user.id }, data: { isSystemAdmin: true } }));
    return { id: user.id, reason };
  },
  "audit.export": () => Promise.resolve({ format: "json" }),
  "auth.request-email-change": () => Promise.resolve({ new_email: uniqueEmail(), current_password: "not the password" }),
  "organizations.delete": () => Promise.resolve({ name: "Ada Example's organization" }),
  "password.update": () => Promise.resolve({ new_password: "another long enough secret", current_password: "not the password" }),
  "users.delete": ({ email }) => Promise.resolve({ confirm: email, current_password: "not the password" }),
};

interface Stage {
  email: string;
  caller: () => Promise<Caller>;
  sessionId: string;
}

/** Somebody who may do all of it, whose session proved who they are that long ago. */
async function stage(operation: OperationMeta, secondsAgo: number): Promise<Stage> {
  const { user, organization, session } = await createPerson();
  await createMember(organization, "org_admin");
  await inSystemTransaction(async (db) => {
    await db.user.update({ where: { id: user.id }, data: { isSystemAdmin: true } });
    await db.$executeRaw`UPDATE sessions SET proved_at = now() - make_interval(secs => ${secondsAgo}::float8) WHERE id = ${session.id}::uuid`;
  });
  const slug = operation.minRole === "org_admin" ? organization.slug : null;
  return { email: user.email, sessionId: session.id, caller: async () => callerOf(await actorOf(session.token, slug)) };
}

const entriesOf = ({ request: { requestId } }: Caller) => inSystemTransaction((db) => db.auditEntry.findMany({ where: { requestId }, select: { outcome: true } }));

const operations = await loadOperations();
const needing = (proof: OperationMeta["recent"]) => operations.filter(({ recent }) => recent === proof);
const inputOf = ({ name }: OperationMeta, stage: Stage) => INPUTS[name]!(stage);

describe("a recent proof", () => {
  it("is needed to hand out power, to delete an organization or account, to export a log and to change the way in", () => {
    expect(needing("session").map(({ name }) => name)).toEqual([
      "admin.grant-system-admin", "admin.revoke-system-admin", "audit.export", "organizations.delete",
    ]);
    expect(needing("current_password").map(({ name }) => name)).toEqual(["auth.request-email-change", "password.update", "users.delete"]);
  });

  it("is tried with each operation that needs one", () => {
    expect(Object.keys(INPUTS).sort()).toEqual(operations.filter(({ recent }) => recent !== undefined).map(({ name }) => name).sort());
  });

  it("comes with the session or with the input, never by both names", () => {
    const takesPassword = ({ input }: OperationMeta) => input instanceof z.ZodObject && "current_password" in input.shape;
    expect(needing("session").filter(takesPassword)).toEqual([]);
    const others = operations.filter((operation) => takesPassword(operation) && operation.recent === undefined);
    expect(others.map(({ name }) => name)).toEqual(["auth.confirm-password"]);
  });

  it.each(needing("session"))("is missing after 15 minutes, and there until then: $name", async (operation) => {
    const old = await stage(operation, 15 * MINUTE + 1);
    const refused = await old.caller();
    expect(await outcomeOf(operation.perform(refused, await inputOf(operation, old)))).toBe("RECENT_PROOF_REQUIRED");
    expect(await entriesOf(refused)).toEqual([]);
    const recent = await stage(operation, 14 * MINUTE + 50);
    const admitted = await recent.caller();
    expect(await outcomeOf(operation.perform(admitted, await inputOf(operation, recent)))).toBe("ok");
    expect(await entriesOf(admitted)).toEqual([{ outcome: "ok" }]);
  });

  it.each(needing("current_password"))("is the right password, however new the session: $name", async (operation) => {
    const somebody = await stage(operation, 0);
    const caller = await somebody.caller();
    expect(await outcomeOf(operation.perform(caller, await inputOf(operation, somebody)))).toBe("INVALID_CREDENTIALS");
    expect(await entriesOf(caller)).toEqual([{ outcome: "INVALID_CREDENTIALS" }]);
  });

  it("is asked for after the role and the input, which it tells nobody about", async () => {
    const operation = operations.find(({ name }) => name === "organizations.delete")!;
    const { organization } = await createPerson();
    const member = await createMember(organization, "member");
    await inSystemTransaction((db) => db.$executeRaw`UPDATE sessions SET proved_at = now() - interval '1 day' WHERE id = ${member.session.id}::uuid`);
    expect(await outcomeOf(operation.perform(await member.caller(), {}))).toBe("ACCESS_DENIED");
    const old = await stage(operation, 16 * MINUTE);
    expect(await outcomeOf(operation.perform(await old.caller(), {}))).toBe("VALIDATION_ERROR");
  });
});

describe("confirming the password", () => {
  async function provedLongAgo() {
    const person = await createPerson();
    await inSystemTransaction((db) => db.$executeRaw`UPDATE sessions SET proved_at = now() - interval '1 day' WHERE id = ${person.session.id}::uuid`);
    const caller = async () => callerOf(await actorOf(person.session.token));
    return { ...person, caller };
  }

  it("replaces the session by one that has a recent proof: a copy of the old cookie is worth nothing", async () => {
    const { session, user, caller } = await provedLongAgo();
    const asking = await caller();
    expect(asking.actor).toMatchObject({ session: { secondsSinceProof: expect.closeTo(86_400, -1) as number } });
    const { session: fresh } = await confirmPassword(asking, { current_password: PASSWORD });
    expect(await resolveSession(session.token, null)).toBeNull();
    const actor = await actorOf(fresh.token);
    expect(actor).toMatchObject({ user: { id: user.id }, session: { id: fresh.id } });
    expect(actor.session.secondsSinceProof).toBeLessThan(60);
    expect(await entriesOf(asking)).toEqual([{ outcome: "ok" }]);
  });

  it("changes nothing with a wrong one, and is recorded", async () => {
    const { session, caller } = await provedLongAgo();
    const asking = await caller();
    await expect(confirmPassword(asking, { current_password: "a guess" })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
      fields: { current_password: expect.any(String) as string },
    });
    const { session: still } = await actorOf(session.token);
    expect(still.secondsSinceProof).toBeGreaterThan(80_000);
    expect(await entriesOf(asking)).toEqual([{ outcome: "INVALID_CREDENTIALS" }]);
  });

  it("does not bring back a session that was ended meanwhile, nor makes two of one", async () => {
    const { session, user, caller } = await provedLongAgo();
    const asking = await caller();
    const outcomes = await Promise.all([0, 1].map(() => outcomeOf(confirmPassword(asking, { current_password: PASSWORD }))));
    expect(outcomes.sort()).toEqual(["UNAUTHORIZED", "ok"]);
    const alive = await inSystemTransaction((db) => db.session.findMany({ where: { userId: user.id, endedAt: null }, select: { id: true } }));
    expect(alive).toHaveLength(1);
    expect(alive[0]?.id).not.toBe(session.id);
  });

  it("is not possible without a session, and slows down with wrong ones as every check of the password", async () => {
    expect(await outcomeOf(confirmPassword(anonymous(), { current_password: PASSWORD }))).toBe("UNAUTHORIZED");
    const { caller } = await provedLongAgo();
    const asking = await caller();
    for (let guess = 0; guess < 5; guess += 1) expect(await outcomeOf(confirmPassword(asking, { current_password: `guess ${guess}` }))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(confirmPassword(asking, { current_password: PASSWORD }))).toBe("RATE_LIMITED");
  });
});
