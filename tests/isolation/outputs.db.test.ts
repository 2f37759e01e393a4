// Calls every operation that has an output schema. The output has exactly the fields of the schema.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationMeta } from "@/lib/access/registry";
import { actorOf, callerOf, createPerson, uniqueEmail } from "@/tests/factories/callers";
import { insertPlan, newPlan } from "@/tests/factories/plans";
import { createClient } from "@/tests/factories/tokens";
import { insertStripeEvent, startStripe } from "@/tests/factories/stripe";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { loadOperations } from "../../scripts/access-matrix";
import { callerAt, createEmptyOrganization, createTenant, type Tenant } from "./tenant";
import { INPUTS } from "./inputs";

type Values = Record<string, unknown>;

const reason = "Asked for in ticket 4711";
const firstAdmin = () => ({ admin_email: uniqueEmail("first"), admin_name: "Frances First", reason });

/** Inputs of operations outside organizations. */
const OTHERS: Record<string, (tenant: Tenant) => Values | Promise<Values>> = {
  "admin.adjust-credits": ({ organization }) => ({ id: organization.id, credits: 500, reason }),
  "admin.create-plan": () => newPlan(),
  "admin.get-organization-plan": ({ organization }) => ({ id: organization.id }),
  "admin.get-plan": async () => ({ id: (await insertPlan()).id }),
  "admin.list-plans": () => ({}),
  "admin.create-organization": () => ({ name: "North Yard", ...firstAdmin() }),
  "admin.get-organization": ({ organization }) => ({ id: organization.id }),
  "admin.check-ledger": () => ({}),
  "admin.get-organization-credits": ({ organization }) => ({ id: organization.id }),
  "admin.get-overview": () => ({}),
  "admin.get-usage": () => ({}),
  "admin.get-user": async () => ({ id: (await createPerson()).user.id }),
  "admin.invite-organization-admin": async () => ({ id: (await createEmptyOrganization()).id, ...firstAdmin() }),
  "admin.list-audit-log": () => ({}),
  "admin.get-stripe-closures": () => ({}),
  "admin.list-expired-calls": () => ({}),
  "admin.list-model-prices": () => ({}),
  "admin.list-organizations": () => ({}),
  "admin.list-settings": () => ({}),
  "admin.list-stripe-events": () => ({}),
  "admin.list-users": () => ({}),
  "admin.replay-stripe-event": async () => ({ id: await insertStripeEvent(), reason }),
  "auth.get-email-change": () => ({}),
  "auth.list-sessions": () => ({}),
  "organizations.create": () => ({ name: "North Yard" }),
  "organizations.list-mine": () => ({}),
  "users.get-me": () => ({}),
  "tokens.refresh": async () => ({ refresh_token: (await createClient()).tokens.refresh_token }),
};

let operations: OperationMeta[] = [];
let tenant: Tenant;

let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await startStripe();
  operations = (await loadOperations()).filter(({ output }) => output !== undefined);
  tenant = await createTenant();
});

afterAll(() => stripe.stop());

async function callerFor({ minRole }: OperationMeta) {
  if (minRole === "sys_admin") return callerOf(await actorOf(tenant.sessions.sys_admin));
  if (minRole === "user") return callerOf(await actorOf(tenant.sessions.org_admin));
  return callerAt(tenant, "org_admin", tenant);
}

describe("the output of an operation", () => {
  it("is tested in this file for every operation with an output schema", () => {
    const tried = new Set([...Object.keys(OTHERS), ...Object.keys(INPUTS)]);
    expect(operations.length).toBeGreaterThan(20);
    expect(operations.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
    expect(Object.keys(OTHERS).filter((name) => !operations.some((each) => each.name === name))).toEqual([]);
  });

  it("has the fields of its schema, and no others", async () => {
    const problems: string[] = [];
    for (const operation of operations) {
      const input = await (OTHERS[operation.name] ?? INPUTS[operation.name])?.(tenant);
      const output = await operation.perform(await callerFor(operation), input ?? {});
      const parsed = operation.output?.safeParse(output);
      if (parsed?.error) problems.push(`${operation.name}: ${parsed.error.message}`);
    }
    expect(problems).toEqual([]);
  });
});
