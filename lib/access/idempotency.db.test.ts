import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { hashToken } from "@/lib/crypto/hash";
import { runJobs } from "@/lib/jobs/run-jobs";
import { createOrganization } from "@/lib/organizations/create-organization";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { actorOf, callerOf, createMember, createPerson } from "@/tests/factories/callers";
import { superuserDatabaseUrl } from "@/tests/setup/databases";
import { anyCredential, sessionOnly } from "./accepts";
import type { Caller } from "./actor";
import { generalLimitOnly } from "./limit-rule";
import { orgOperation, userOperation } from "./operation";
import { ownRow } from "./recheck";
import { refuse, type Refusal } from "./refusal";

const superuser = new pg.Pool({ connectionString: superuserDatabaseUrl, max: 1 });
afterAll(() => superuser.end());

const Input = z.strictObject({ text: z.string().max(100), isFull: z.boolean().optional() });
type Input = z.output<typeof Input>;

/** Every run gives a new id. */
const make = ({ text, isFull }: Input): { id: string; text: string } | Refusal =>
  isFull ? refuse("QUOTA_EXCEEDED") : { id: randomUUID(), text };

const common = {
  effect: "write",
  idempotent: true,
  limit: generalLimitOnly,
  input: Input,
  output: z.strictObject({ id: z.uuid(), text: z.string() }),
} as const;

const makeInOrganization = orgOperation({
  ...common,
  accepts: anyCredential,
  name: "test.make-in-organization",
  minRole: "member",
  lock: "KEY SHARE",
  run: (_context, input) => Promise.resolve(make(input)),
  audit: ({ output }) => ({ entityId: output?.id ?? null }),
});

const makeAnother = orgOperation({
  ...common,
  accepts: anyCredential,
  name: "test.make-another",
  minRole: "member",
  lock: "KEY SHARE",
  run: (_context, input) => Promise.resolve(make(input)),
  audit: () => ({}),
});

const makeOfOnesOwn = userOperation({
  ...common,
  accepts: sessionOnly,
  name: "test.make-of-ones-own",
  lock: ownRow,
  run: (_context, input) => Promise.resolve(make(input)),
  audit: ({ output }) => ({ entityId: output?.id ?? null }),
});

/** What the preparation refuses once the operation has run, as a second payment would be. */
const done = new Set<string>();

const makeOnce = orgOperation({
  ...common,
  accepts: anyCredential,
  name: "test.make-once",
  minRole: "member",
  lock: "KEY SHARE",
  prepare: ({ actor }) => {
    if (done.has(actor.organization.id)) throw new AppError("CONFLICT");
    return Promise.resolve();
  },
  run: ({ actor }, input) => {
    done.add(actor.organization.id);
    return Promise.resolve(make(input));
  },
  audit: ({ output }) => ({ entityId: output?.id ?? null }),
});

/** How often the operations ran for a user, whatever came of it. */
const runs = (userId: string) =>
  inSystemTransaction((db) => db.auditEntry.count({ where: { userId, action: { startsWith: "test.make" } } }));

async function somebody() {
  const person = await createPerson();
  const caller = async (idempotencyKey?: string, slug: string | null = person.organization.slug): Promise<Caller> => ({
    ...callerOf(await actorOf(person.session.token, slug)),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  return { ...person, caller };
}

const INPUT = { text: "A text that only its organization may read." };

const NEW_SECRETS = {
  JWT_SECRET_KEY: "the-next-signing-secret-0123456789abcdef",
  ENCRYPTION_KEY: "the-next-encryption-secret-0123456789abc",
};

/** Makes all keys look as if they had been sent earlier. */
const age = (hours: number) =>
  superuser.query(`UPDATE idempotency_keys SET created_at = created_at - make_interval(hours => $1)`, [hours]);

describe("an operation that runs once for a key", () => {
  it("gives the same output for the same key, and runs and is audited once", async () => {
    const { caller, user } = await somebody();
    const key = randomUUID();
    const first = await makeInOrganization(await caller(key), INPUT);
    expect(await makeInOrganization(await caller(key), INPUT)).toEqual(first);
    expect(await runs(user.id)).toBe(1);
    const others = [
      await makeInOrganization(await caller(randomUUID()), INPUT),
      await makeInOrganization(await caller(), INPUT),
    ];
    expect(new Set([first, ...others].map(({ id }) => id)).size).toBe(3);
    expect(await runs(user.id)).toBe(3);
  });

  it("gives the kept output before it prepares, only to the same caller and request, and not after a day", async () => {
    const { caller, user, organization } = await somebody();
    const colleague = await createMember(organization, "member");
    const key = randomUUID();
    const first = await makeOnce(await caller(key), INPUT);
    expect(await makeOnce(await caller(key), INPUT)).toEqual(first);
    const refused = { code: "CONFLICT" };
    await expect(makeOnce(await caller(randomUUID()), INPUT)).rejects.toMatchObject(refused);
    await expect(makeOnce({ ...(await colleague.caller()), idempotencyKey: key }, INPUT)).rejects.toMatchObject(refused);
    await expect(makeOnce(await caller(key), { text: "Another" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    await age(25);
    await expect(makeOnce(await caller(key), INPUT)).rejects.toMatchObject(refused);
    expect(await runs(user.id)).toBe(1);
  });

  it.each([
    ["in an organization", makeInOrganization, undefined],
    ["of a user", makeOfOnesOwn, null],
  ])("runs once %s, however many requests arrive at the same time", async (_where, operation, slug) => {
    const { caller, user } = await somebody();
    const key = randomUUID();
    const callers = await Promise.all(Array.from({ length: 8 }, () => caller(key, slug)));
    const outputs = await Promise.all(callers.map((each) => operation(each, INPUT)));
    expect(new Set(outputs.map(({ id }) => id)).size).toBe(1);
    expect(await runs(user.id)).toBe(1);
  });

  it("refuses a key that belongs to another input or another operation, and does not run", async () => {
    const { caller, user } = await somebody();
    const key = randomUUID();
    await makeInOrganization(await caller(key), INPUT);
    const fields = { "Idempotency-Key": "This key belongs to another request. Please use a new key." };
    const refused = { code: "VALIDATION_ERROR", fields };
    await expect(makeInOrganization(await caller(key), { text: "Another" })).rejects.toMatchObject(refused);
    await expect(makeAnother(await caller(key), INPUT)).rejects.toMatchObject(refused);
    expect(await runs(user.id)).toBe(1);
  });

  it("keeps apart the same key of two users, and of two organizations of one user", async () => {
    const [mine, theirs] = [await somebody(), await somebody()];
    const colleague = await createMember(mine.organization, "member");
    const second = await createOrganization(callerOf(await actorOf(mine.session.token)), { name: "Second" });
    const key = randomUUID();
    const callers = [
      await mine.caller(key),
      await theirs.caller(key),
      { ...(await colleague.caller()), idempotencyKey: key },
      await mine.caller(key, second.slug),
    ];
    const ids = new Set<string>();
    for (const caller of callers) ids.add((await makeInOrganization(caller, INPUT)).id);
    expect(ids.size).toBe(callers.length);
  });

  it("runs again for a key after a refusal", async () => {
    const { caller, user } = await somebody();
    const key = randomUUID();
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const refused = makeInOrganization(await caller(key), { ...INPUT, isFull: true });
      await expect(refused).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
      expect(await runs(user.id)).toBe(attempt);
    }
    await makeInOrganization(await caller(key), INPUT);
    expect(await runs(user.id)).toBe(3);
  });

  it("gives nothing to a caller who may no longer use it", async () => {
    const { organization } = await somebody();
    const { caller, membership } = await createMember(organization, "member");
    const key = randomUUID();
    const again = async () => makeInOrganization({ ...(await caller()), idempotencyKey: key }, INPUT);
    await again();
    await inSystemTransaction((db) =>
      db.membership.update({ where: { id: membership.id }, data: { role: "readonly" }, select: { id: true } }),
    );
    await expect(again()).rejects.toMatchObject({ code: "ACCESS_DENIED" });
  });

  it("remembers a key for 24 hours, and a job deletes it afterwards", async () => {
    const { caller, user } = await somebody();
    const key = randomUUID();
    await makeInOrganization(await caller(key), INPUT);
    await age(23);
    await makeInOrganization(await caller(key), INPUT);
    expect(await runs(user.id)).toBe(1);
    await age(2);
    await makeInOrganization(await caller(key), { text: "The next day" });
    expect(await runs(user.id)).toBe(2);
    await age(25);
    expect((await runJobs(randomUUID()))["prune-idempotency-keys"]).toMatchObject({ status: "done" });
    expect(await inSystemTransaction((db) => db.idempotencyKey.count())).toBe(0);
  });

  it("finds the earlier request after both secrets were rotated", async () => {
    const { caller, user } = await somebody();
    const key = randomUUID();
    const first = await makeInOrganization(await caller(key), INPUT);
    const { JWT_SECRET_KEY, ENCRYPTION_KEY } = env();
    const previous = { JWT_SECRET_KEY_PREVIOUS: JWT_SECRET_KEY, ENCRYPTION_KEY_PREVIOUS: ENCRYPTION_KEY };
    vi.stubGlobal("gatehouseEnv", { ...env(), ...NEW_SECRETS, ...previous });
    expect(await makeInOrganization(await caller(key), INPUT)).toEqual(first);
    expect(await runs(user.id)).toBe(1);
  });

  it("refuses a repetition, and does not run, if the secret that encrypted the output was removed", async () => {
    const { caller, user } = await somebody();
    const key = randomUUID();
    await makeInOrganization(await caller(key), INPUT);
    vi.stubGlobal("gatehouseEnv", { ...env(), ...NEW_SECRETS });
    const fields = { "Idempotency-Key": "This key was used, but the response can no longer be read." };
    await expect(makeInOrganization(await caller(key), INPUT)).rejects.toMatchObject({ code: "CONFLICT", fields });
    expect(await runs(user.id)).toBe(1);
  });

  it("stores neither key nor output in clear text, nor a hash that would confirm a guess at the input", async () => {
    const { caller } = await somebody();
    const key = randomUUID();
    await makeInOrganization(await caller(key), INPUT);
    const { rows } = await superuser.query<{ row: string }>("SELECT k::text AS row FROM idempotency_keys k");
    expect(rows.length).toBeGreaterThan(0);
    const text = rows.map(({ row }) => row).join();
    const guess = hashToken(JSON.stringify(["test.make-in-organization", INPUT]));
    for (const secret of [key, INPUT.text]) expect(text).not.toContain(secret);
    for (const secret of [key, INPUT.text, guess]) expect(text).not.toContain(Buffer.from(secret).toString("hex"));
  });
});
