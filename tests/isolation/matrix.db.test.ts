// Every kind of caller calls every organization operation, in its own organization and in another. The outcome matches the
// access matrix, and nothing in the other organization changes.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import type { OperationMeta } from "@/lib/access/registry";
import { roleAtLeast } from "@/lib/access/roles";
import { resolveApiKey } from "@/lib/api-keys/resolve-api-key";
import { AppError } from "@/lib/errors/app-error";
import { insertApiKey } from "@/tests/factories/api-keys";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { belongingsOf, differencesOf } from "@/tests/factories/belongings";
import { actorOf, callerOf } from "@/tests/factories/callers";
import { superuserDatabaseUrl } from "@/tests/setup/databases";
import { startStripe } from "@/tests/factories/stripe";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { loadOperations } from "../../scripts/access-matrix";
import { fillTenantTables } from "./fill-tenant-tables";
import { BEARERS, bearerAt, CALLERS, callerAt, createTenant, type Bearer, type CallerKind, type Tenant } from "./tenant";
import { INPUTS, type Input } from "./inputs";

const superuser = new pg.Client({ connectionString: superuserDatabaseUrl });
const ORGANIZATION_ROLES = ["readonly", "member", "org_admin"];
let operations: OperationMeta[] = [];
let other: Tenant;

let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await superuser.connect();
  operations = (await loadOperations()).filter(({ minRole }) => ORGANIZATION_ROLES.includes(minRole));
  other = await createTenant();
  await fillTenantTables(other.organization);
});

afterAll(async () => {
  await superuser.end();
  await stripe.stop();
});

/** "ok", or everything that a client can see of a refusal. */
async function told(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "ok",
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return JSON.stringify([error.code, error.status, error.publicMessage, error.fields, error.retryAfterSeconds]);
    },
  );
}

function expected({ minRole }: OperationMeta, kind: CallerKind, own: boolean): string {
  if (kind === "anonymous") return "UNAUTHORIZED";
  if (kind === "sys_admin" || !own) return "NOT_FOUND";
  return roleAtLeast(kind, minRole as "readonly") ? "ok" : "ACCESS_DENIED";
}

const accepts = (operation: OperationMeta, bearer: Bearer) =>
  (operation.accepts as readonly string[] | undefined)?.includes(bearer) ?? false;

/** The audit entries of a request that name its credential. */
async function recorded({ actor, request }: Caller): Promise<string[]> {
  const { rows } = await superuser.query<{ entry: string }>(
    `SELECT action || ' ' || outcome AS entry FROM audit_log
      WHERE request_id = $1 AND coalesce(session_id, token_family_id, api_key_id) = $2`,
    [request.requestId, "credential" in actor ? actor.credential.id : null],
  );
  return rows.map(({ entry }) => entry);
}

/**
 * What `prepare` stores in transactions of its own, which an operation that fails later does not undo: the number of the last
 * reading of Stripe. It only keeps older readings from being applied, and says nothing about the organization. Features declare
 * their own.
 */
const STORED_BEFORE_RUN: Record<string, string[]> = {
  ...Object.fromEntries(FIXTURES.flatMap(({ storedBeforeRun = {} }) => Object.entries(storedBeforeRun))),
  "billing.start-checkout": ["billing_accounts.stripe_read", "billing_accounts.updated_at"],
  "billing.verify-checkout": ["stripe_checkouts.stripe_read"],
};

const codeOf = (answer: string) => (answer === "ok" ? "ok" : (JSON.parse(answer) as string[])[0]);

it("has one input for every organization operation, and no other inputs", () => {
  expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(INPUTS).sort());
});

describe.each(Object.keys(INPUTS))("%s", (name) => {
  const operation = () => operations.find((each) => each.name === name) as OperationMeta;
  const input = async (tenant: Tenant, kind?: CallerKind): Promise<Input> => (await INPUTS[name]?.(tenant, kind)) ?? {};

  it.each(CALLERS)("follows the access matrix for %s", async (kind) => {
    const own = await createTenant();
    const [here, there] = [await input(own, kind), await input(other, kind)];
    const before = await belongingsOf(superuser, other.organization.id);
    expect(codeOf(await told(operation().perform(await callerAt(own, kind, other), there)))).toBe(
      expected(operation(), kind, false),
    );
    const caller = await callerAt(own, kind, own);
    const outcome = codeOf(await told(operation().perform(caller, here)));
    expect(outcome).toBe(expected(operation(), kind, true));
    expect(await recorded(caller)).toEqual(outcome === "ok" && operation().effect === "write" ? [`${name} ok`] : []);
    expect(await belongingsOf(superuser, other.organization.id)).toEqual(before);
  });

  it.each(BEARERS)("follows the access matrix for an admin's %s", async (bearer) => {
    const own = await createTenant();
    const [here, there] = [await input(own), await input(other)];
    const before = await Promise.all([own, other].map(({ organization }) => belongingsOf(superuser, organization.id)));
    expect(codeOf(await told(operation().perform(await bearerAt(own, bearer, other), there)))).toBe("NOT_FOUND");
    const caller = await bearerAt(own, bearer, own);
    const outcome = codeOf(await told(operation().perform(caller, here)));
    expect(outcome).toBe(accepts(operation(), bearer) ? "ok" : "ACCESS_DENIED");
    const isDone = outcome === "ok" && operation().effect === "write";
    expect(await recorded(caller)).toEqual(isDone ? [`${name} ok`] : []);
    const after = await Promise.all([own, other].map(({ organization }) => belongingsOf(superuser, organization.id)));
    expect(after[1]).toEqual(before[1]);
    if (!isDone) expect(after[0]).toEqual(before[0]);
  });

  it("is not open to a member's key beyond the role of the key", async () => {
    const own = await createTenant();
    const { user } = await actorOf(own.sessions.member);
    const { key } = await insertApiKey({ organizationId: own.organization.id, userId: user.id, role: "readonly" });
    const caller = callerOf((await resolveApiKey(key, own.organization.slug)) ?? { kind: "anonymous" });
    const outcome = codeOf(await told(operation().perform(caller, await input(own, "member"))));
    expect(outcome).toBe(accepts(operation(), "personal key") ? expected(operation(), "readonly", true) : "ACCESS_DENIED");
  });

  it("is audited once for each of two concurrent calls that succeed", async () => {
    const own = await createTenant();
    const here = await input(own);
    const callers = [await callerAt(own, "org_admin", own), await callerAt(own, "org_admin", own)];
    const outcomes = await Promise.all(callers.map((caller) => told(operation().perform(caller, here)).then(codeOf)));
    expect(outcomes).toContain("ok");
    for (const [at, caller] of callers.entries()) {
      const entries = await recorded(caller);
      if (operation().effect === "read") expect(entries).toEqual([]);
      else if (outcomes[at] === "ok") expect(entries).toEqual([`${name} ok`]);
      else expect([[], [`${name} ${outcomes[at]}`]]).toContainEqual(entries);
    }
  });

  it("has no effect if it cannot be audited", async () => {
    if (operation().effect === "read") return;
    const own = await createTenant();
    const here = await input(own);
    const before = await belongingsOf(superuser, own.organization.id);
    const caller = await callerAt(own, "org_admin", own);
    await superuser.query(`CREATE FUNCTION lose_record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room for %', NEW.action; END $$;
      CREATE TRIGGER lose_record BEFORE INSERT ON audit_log FOR EACH ROW WHEN (NEW.action = '${name}') EXECUTE FUNCTION lose_record()`);
    try {
      expect(codeOf(await told(operation().perform(caller, here)))).toBe("INTERNAL_ERROR");
    } finally {
      await superuser.query("DROP TRIGGER lose_record ON audit_log; DROP FUNCTION lose_record()");
    }
    const after = await belongingsOf(superuser, own.organization.id);
    expect(differencesOf(before, after)).toEqual(STORED_BEFORE_RUN[name] ?? []);
    expect(codeOf(await told(operation().perform(caller, here)))).toBe("ok");
  });

  it("treats another organization's ids like nonexistent ones, and has no effect", async () => {
    const own = await createTenant();
    const foreign = await input(other);
    const mine = await input(own);
    const ids = Object.keys(foreign).filter((field) => /(^|_)id$/.test(field) && foreign[field] !== mine[field]);
    const before = await belongingsOf(superuser, other.organization.id);
    const bearers = BEARERS.filter((bearer) => accepts(operation(), bearer));
    const callers = [callerAt(own, "org_admin", own), ...bearers.map((bearer) => bearerAt(own, bearer, own))];
    for (const caller of await Promise.all(callers))
      for (const field of ids) {
        const answers: string[] = [];
        for (const id of [foreign[field], randomUUID(), "no id at all"])
          answers.push(await told(operation().perform(caller, { ...mine, [field]: id })));
        expect(new Set(answers).size, answers.join(" ")).toBe(1);
        expect(codeOf(answers[0] ?? "")).toBe("NOT_FOUND");
      }
    expect(await belongingsOf(superuser, other.organization.id)).toEqual(before);
  });
});
