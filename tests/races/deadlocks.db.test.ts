// Operations that lock an organization and a user run against each other, and against a transaction with the reverse
// lock order. The victim of a deadlock is rerun, and no client gets a server error.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { createOrganization } from "@/lib/organizations/create-organization";
import { deleteOrganization } from "@/lib/organizations/delete-organization";
import { switchOrganization } from "@/lib/organizations/switch-organization";
import { deleteAccount } from "@/lib/users/delete-account";
import { updateProfile } from "@/lib/users/update-profile";
import { actorOf, callerOf, createPerson, PASSWORD } from "@/tests/factories/callers";
import { forgetCounts } from "@/tests/factories/limits";
import { mailedToken } from "@/tests/factories/mail";
import { superuserDatabaseUrl } from "@/tests/setup/databases";

const hand = new pg.Client({ connectionString: superuserDatabaseUrl });
const observer = new pg.Client({ connectionString: superuserDatabaseUrl });
beforeAll(async () => {
  await Promise.all([hand.connect(), observer.connect()]);
  // Longer than the deadlock timeout of operations, so that an operation becomes the victim of a deadlock.
  await hand.query("SET deadlock_timeout = '8s'");
});
afterAll(() => Promise.all([hand.end(), observer.end()]));

const endOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "ok",
    (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error as Error)),
  );

/** Waits until `count` other transactions wait for a lock. */
async function waitForWaiters(count = 1): Promise<void> {
  const {
    rows: [own],
  } = await hand.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  for (let tries = 0; tries < 1_000; tries += 1) {
    const { rows } = await observer.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> $1",
      [own?.pid],
    );
    if (rows.length >= count) return;
    await sleep(5);
  }
  throw new Error("no transaction waits for a lock");
}

/** A user whose last visited organization has another admin, its founder. */
async function sharedTenant() {
  const founder = await createPerson();
  const { organization } = founder;
  const person = await createPerson();
  const role = "org_admin" as const;
  await inSystemTransaction(async (db) => {
    await db.membership.create({
      data: { organizationId: organization.id, userId: person.user.id, role },
      select: { id: true },
    });
    await db.user.update({
      where: { id: person.user.id },
      data: { lastOrganizationId: organization.id },
      select: { id: true },
    });
  });
  const as = async ({ session }: typeof person, slug: string | null) => callerOf(await actorOf(session.token, slug));
  return {
    organization,
    person,
    founder: await as(founder, organization.slug),
    own: await as(person, null),
    admin: await as(person, organization.slug),
  };
}

type Tenant = Awaited<ReturnType<typeof sharedTenant>>;

interface Step {
  caller: Caller;
  action: string;
  run: () => Promise<unknown>;
}

const deletingAccount = ({ own, person }: Tenant): Step => ({
  caller: own,
  action: "users.delete",
  run: () => deleteAccount(own, { confirm: person.user.email, current_password: PASSWORD }),
});
const deletingOrganization = ({ founder, organization }: Tenant): Step => ({
  caller: founder,
  action: "organizations.delete",
  run: () => deleteOrganization(founder, { name: organization.name }),
});
const switching = ({ own, organization }: Tenant): Step => ({
  caller: own,
  action: "organizations.switch",
  run: () => switchOrganization(own, { organization: organization.slug }),
});

/** Accepts an invitation to an organization that the user does not belong to yet. */
async function accepting({ person, own }: Tenant) {
  const tenant = await sharedTenant();
  await createInvitation(tenant.founder, { email: person.user.email, role: "member" });
  const token = await mailedToken(person.user.email);
  const step: Step = { caller: own, action: "invitations.accept", run: () => acceptInvitation(own, { token }) };
  return { tenant, step };
}

describe("the victim of a deadlock", () => {
  const VICTIMS: Record<
    string,
    (tenant: Tenant) => Promise<{ step: Step; organizationId: string }> | { step: Step; organizationId: string }
  > = {
    "deleting an account": (tenant) => ({ step: deletingAccount(tenant), organizationId: tenant.organization.id }),
    "deleting an organization": (tenant) => ({ step: deletingOrganization(tenant), organizationId: tenant.organization.id }),
    "switching the organization": (tenant) => ({ step: switching(tenant), organizationId: tenant.organization.id }),
    "accepting an invitation": async (tenant) => {
      const accepted = await accepting(tenant);
      return { step: accepted.step, organizationId: accepted.tenant.organization.id };
    },
  };

  it.each(Object.entries(VICTIMS))("is rerun, succeeds and is audited once: %s", async (_name, prepare) => {
    const tenant = await sharedTenant();
    const { step, organizationId } = await prepare(tenant);
    await hand.query("BEGIN");
    await hand.query("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", [tenant.person.user.id]);
    const ended = endOf(step.run());
    await waitForWaiters();
    // The operation has locked the organization and waits for the user: only its rollback lets this statement continue.
    await hand.query("SELECT 1 FROM organizations WHERE id = $1 FOR UPDATE", [organizationId]);
    await hand.query("ROLLBACK");
    expect(await ended).toBe("ok");
    const { rows } = await observer.query("SELECT outcome FROM audit_log WHERE request_id = $1 AND action = $2", [
      step.caller.request.requestId,
      step.action,
    ]);
    expect(rows).toEqual([{ outcome: "ok" }]);
  });
});

describe("the lock order, organizations before users", () => {
  it("leaves the user's row unlocked while an account deletion waits for an organization", async () => {
    const tenant = await sharedTenant();
    await hand.query("BEGIN");
    await hand.query("SELECT 1 FROM organizations WHERE id = $1 FOR UPDATE", [tenant.organization.id]);
    const ended = endOf(deletingAccount(tenant).run());
    await waitForWaiters();
    const { rows } = await observer.query("SELECT 1 FROM users WHERE id = $1 FOR UPDATE SKIP LOCKED", [
      tenant.person.user.id,
    ]);
    await hand.query("ROLLBACK");
    expect([rows.length, await ended]).toEqual([1, "ok"]);
  });

  it("lets an account deletion delete an organization that the user created while it waited", async () => {
    const tenant = await sharedTenant();
    await hand.query("BEGIN");
    await hand.query("SELECT 1 FROM organizations WHERE id = $1 FOR UPDATE", [tenant.organization.id]);
    const ended = endOf(deletingAccount(tenant).run());
    await waitForWaiters();
    const { id } = await createOrganization(tenant.own, { name: "Made in between" });
    await hand.query("ROLLBACK");
    expect(await ended).toBe("ok");
    expect((await observer.query("SELECT 1 FROM organizations WHERE id = $1", [id])).rows).toEqual([]);
  });
});

describe("a user's request while their account is being deleted", () => {
  const LATE: Record<string, (own: Caller) => Promise<unknown>> = {
    "creating an organization": (own) => createOrganization(own, { name: "Too late" }),
    "changing the name": (own) => updateProfile(own, { name: "Too late" }),
  };

  it.each(Object.entries(LATE))("is refused and leaves nothing behind: %s", async (_what, ask) => {
    const { person, own, ...tenant } = await sharedTenant();
    await hand.query("BEGIN");
    await hand.query("SELECT 1 FROM memberships WHERE user_id = $1 FOR UPDATE", [person.user.id]);
    const deleted = endOf(deletingAccount({ person, own, ...tenant }).run());
    await waitForWaiters();
    const late = endOf(ask(own));
    await waitForWaiters(2);
    await hand.query("ROLLBACK");
    expect([await deleted, await late]).toEqual(["ok", "UNAUTHORIZED"]);
    expect((await observer.query("SELECT 1 FROM organizations WHERE name = 'Too late'")).rows).toEqual([]);
  });
});

describe("concurrent operations, in either order,", () => {
  const RUNS = 6;

  interface Pair {
    first: Step;
    second: Step;
    organizationId: string;
  }
  type Ends = [first: string[], second: string[]];

  const PAIRS: Record<string, { prepare: (tenant: Tenant) => Promise<Pair> | Pair; ends: Ends }> = {
    "deleting an account and the user's organization": {
      prepare: (tenant) => ({
        first: deletingAccount(tenant),
        second: deletingOrganization(tenant),
        organizationId: tenant.organization.id,
      }),
      ends: [["ok"], ["ok"]],
    },
    "deleting an account and switching the organization": {
      prepare: (tenant) => ({
        first: deletingAccount(tenant),
        second: switching(tenant),
        organizationId: tenant.organization.id,
      }),
      ends: [["ok"], ["ok", "UNAUTHORIZED"]],
    },
    "joining an organization and deleting it": {
      prepare: async (person) => {
        const { tenant, step } = await accepting(person);
        return { first: step, second: deletingOrganization(tenant), organizationId: tenant.organization.id };
      },
      ends: [["ok", "INVALID_LINK"], ["ok"]],
    },
  };

  it.each(Object.entries(PAIRS))(
    "each take full effect or none, without a server error: %s",
    async (_name, { prepare, ends }) => {
      for (let run = 0; run < RUNS; run += 1) {
        forgetCounts();
        const { first, second, organizationId } = await prepare(await sharedTenant());
        const inTurn = run % 2 === 0 ? [first, second] : [second, first];
        // Both operations wait for the organization's lock, in this order, before either continues.
        await hand.query("BEGIN");
        await hand.query("SELECT 1 FROM organizations WHERE id = $1 FOR UPDATE", [organizationId]);
        const ended = new Map<Step, Promise<string>>();
        for (const [at, step] of inTurn.entries()) {
          ended.set(step, endOf(step.run()));
          await waitForWaiters(at + 1);
        }
        await hand.query("ROLLBACK");
        expect(ends[0], `run ${run}`).toContain(await ended.get(first));
        expect(ends[1], `run ${run}`).toContain(await ended.get(second));
      }
    },
  );
});
