import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anyCredential, sessionOnly } from "@/lib/access/accepts";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { anonymous, actorOf, callerOf, createPerson } from "@/tests/factories/callers";
import { someLimit } from "@/tests/factories/limits";
import { generalLimitOnly } from "./limit-rule";
import { orgOperation, publicOperation, userOperation } from "./operation";
import { ownRow } from "./recheck";
import { refuse } from "./refusal";
import { registeredOperations } from "./registry";

const entriesOf = (requestId: string) => inSystemTransaction((db) => db.auditEntry.findMany({ where: { requestId } }));
const nameOf = (id: string) =>
  inSystemTransaction((db) => db.user.findUniqueOrThrow({ where: { id }, select: { name: true } }));

const rename = userOperation({
  name: "test.rename",
  accepts: sessionOnly,
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ name: z.string().max(20), end: z.enum(["well", "refused", "thrown"]) }),
  lock: ownRow,
  run: async ({ db, actor }, { name, end }) => {
    await db.user.update({ where: { id: actor.user.id }, data: { name }, select: { id: true } });
    if (end === "thrown") throw new AppError("CONFLICT");
    return end === "refused" ? refuse("QUOTA_EXCEEDED") : { name };
  },
  audit: ({ actor, output }) => ({ entityType: "user", entityId: actor.user.id, after: { name: output?.name ?? null } }),
});

async function somebody() {
  const person = await createPerson();
  return { ...person, caller: callerOf(await actorOf(person.session.token)) };
}

describe("a write operation", () => {
  it("commits together with its audit entry, which records who did what and from where", async () => {
    const { caller, user } = await somebody();
    await rename(caller, { name: "New", end: "well" });
    expect(await nameOf(user.id)).toEqual({ name: "New" });
    expect(await entriesOf(caller.request.requestId)).toMatchObject([
      {
        action: "test.rename",
        outcome: "ok",
        actorKind: "user",
        userId: user.id,
        organizationId: null,
        entityId: user.id,
        ipAddress: caller.request.ipAddress,
        after: { name: "New" },
      },
    ]);
  });

  it("leaves no change and no audit entry when it throws", async () => {
    const { caller, user } = await somebody();
    await expect(rename(caller, { name: "New", end: "thrown" })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await nameOf(user.id)).toEqual({ name: user.name });
    expect(await entriesOf(caller.request.requestId)).toEqual([]);
  });

  it("commits its change and audits the refusal before throwing it, if run returns a refusal", async () => {
    const { caller, user } = await somebody();
    await expect(rename(caller, { name: "New", end: "refused" })).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
    expect(await nameOf(user.id)).toEqual({ name: "New" });
    expect(await entriesOf(caller.request.requestId)).toMatchObject([{ outcome: "QUOTA_EXCEEDED", after: { name: null } }]);
  });

  it("is rolled back when its audit entry cannot be written", async () => {
    const { user } = await somebody();
    const unrecordable = publicOperation({
      name: "test.unrecordable",
      effect: "write",
      limit: generalLimitOnly,
      input: z.strictObject({}),
      run: ({ db }) => db.user.update({ where: { id: user.id }, data: { name: "New" }, select: { id: true } }),
      audit: () => ({ entityType: "user", organizationId: "no uuid" }),
    });
    await expect(unrecordable(anonymous(), {})).rejects.toThrow();
    expect(await nameOf(user.id)).toEqual({ name: user.name });
  });
});

describe("an operation's prepare step", () => {
  it("runs outside the operation's transaction, and finishes before run starts", async () => {
    const { user } = await somebody();
    const inOrder: string[] = [];
    const operation = publicOperation({
      name: "test.prepared",
      effect: "read",
      limit: generalLimitOnly,
      input: z.strictObject({}),
      prepare: async ({ transaction }) => {
        const row = await transaction((db) => db.$queryRaw<{ id: string }[]>`SELECT pg_current_xact_id()::text AS id`);
        inOrder.push("prepared");
        return row[0]?.id;
      },
      run: async ({ db, prepared }) => {
        const [row] = await db.$queryRaw<{ id: string }[]>`SELECT pg_current_xact_id()::text AS id`;
        inOrder.push("run");
        return { same: row?.id === prepared, name: await db.user.count({ where: { id: user.id } }) };
      },
    });
    expect(await operation(anonymous(), {})).toEqual({ same: false, name: 1 });
    expect(inOrder).toEqual(["prepared", "run"]);
  });
});

describe("an organization's operation", () => {
  it("reads only rows of its own organization, even without a filter, and no sessions or password hashes", async () => {
    const [mine, other] = [await createPerson(), await createPerson()];
    const refusals: string[] = [];
    const keep = (error: Error) => {
      refusals.push(error.message);
      throw error;
    };
    const look = orgOperation({
      name: "test.look",
      accepts: anyCredential,
      effect: "read",
      minRole: "readonly",
      limit: generalLimitOnly,
      input: z.strictObject({ table: z.enum(["sessions", "password_credentials", "none"]) }),
      run: async ({ db }, { table }) => {
        if (table === "sessions") await db.$queryRaw`SELECT 1 FROM sessions`.catch(keep);
        if (table === "password_credentials") await db.$queryRaw`SELECT 1 FROM password_credentials`.catch(keep);
        return {
          organizations: await db.organization.findMany({ select: { id: true } }),
          people: await db.user.findMany({ select: { id: true } }),
          foreign: await db.organization.findUnique({ where: { id: other.organization.id } }),
          raw: await db.$queryRaw`SELECT id FROM organizations`,
        };
      },
    });
    const caller = callerOf(await actorOf(mine.session.token, mine.organization.slug));
    expect(await look(caller, { table: "none" })).toEqual({
      organizations: [{ id: mine.organization.id }],
      people: [{ id: mine.user.id }],
      foreign: null,
      raw: [{ id: mine.organization.id }],
    });
    for (const table of ["sessions", "password_credentials"]) {
      await expect(look(caller, { table })).rejects.toMatchObject({ code: "INTERNAL_ERROR" });
      expect(refusals.pop()).toContain("permission denied");
    }
  });

  it("writes its audit entry under its own organization, even if the code names another", async () => {
    const { session, organization } = await createPerson();
    const touch = orgOperation({
      name: "test.touch",
      accepts: anyCredential,
      effect: "write",
      minRole: "member",
      limit: generalLimitOnly,
      input: z.strictObject({}),
      lock: "KEY SHARE",
      run: () => Promise.resolve({}),
      audit: () => ({ entityType: "nothing", organizationId: randomUUID() }),
    });
    const caller = callerOf(await actorOf(session.token, organization.slug));
    await touch(caller, {});
    expect(await entriesOf(caller.request.requestId)).toMatchObject([
      { organizationId: organization.id, actorKind: "member" },
    ]);
  });
});

describe("limits whose key comes from find", () => {
  const [open, quiet] = [someLimit(2, 60), someLimit(1, 60)];
  const limited = publicOperation({
    name: "test.limited-on-found",
    effect: "read",
    input: z.strictObject({ id: z.string().max(40) }),
    find: (_context, { id }) => Promise.resolve({ key: `of ${id}` }),
    limit: [{ limit: open, key: (_input, _caller, { key }) => key }],
    quietLimit: [{ limit: quiet, key: (_input, _caller, { key }) => key }],
    run: ({ overQuietLimit }) => Promise.resolve(overQuietLimit),
  });

  it("refuse the request before the run step; a quiet limit only tells that step that it is exceeded", async () => {
    const ask = (id: string) => limited(anonymous(), { id });
    const [one, other] = [randomUUID(), randomUUID()];
    expect([await ask(one), await ask(one)]).toEqual([false, true]);
    await expect(ask(one)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(await ask(other)).toBe(false);
  });

  it("are listed in the registry", () => {
    const meta = registeredOperations().find(({ name }) => name === limited.operationName);
    expect(meta?.limits).toEqual([open.name, quiet.name]);
  });
});
