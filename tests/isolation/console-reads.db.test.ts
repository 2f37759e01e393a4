// Every read of the console is allowed for system admins only, and is not audited.
import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, anonymous, callerOf, createPerson } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { loadOperations } from "../../scripts/access-matrix";
import { getOrganization } from "@/lib/admin/get-organization";
import { getOverview } from "@/lib/admin/get-overview";
import { getUser } from "@/lib/admin/get-user";
import { getSystemAuditChoices } from "@/lib/admin/get-audit-choices";
import { listAuditLog } from "@/lib/admin/list-audit-log";
import { listOrganizations } from "@/lib/admin/list-organizations";
import { listSettings } from "@/lib/admin/list-settings";
import { listUsers } from "@/lib/admin/list-users";
import { getClosures } from "@/lib/billing/get-closures";
import { listEvents } from "@/lib/billing/list-events";
import { checkLedger } from "@/lib/credits/check-ledger";
import { listModelPrices } from "@/lib/credits/list-model-prices";
import { getFleetUsage } from "@/lib/usage/get-fleet-usage";
import { getOrganizationCredits } from "@/lib/usage/get-organization-credits";
import { listExpiredCalls } from "@/lib/usage/list-expired-calls";
import { getOrganizationPlan } from "@/lib/plan-catalog/get-organization-plan";
import { getPlan } from "@/lib/plan-catalog/get-plan";
import { listPlans } from "@/lib/plan-catalog/list-plans";
import { insertPlan } from "@/tests/factories/plans";

type Person = Awaited<ReturnType<typeof createPerson>>;

const READS: Record<
  string,
  { operation: (caller: Caller, input: unknown) => Promise<object>; input: (person: Person) => object | Promise<object> }
> = {
  "admin.get-overview": { operation: getOverview, input: () => ({}) },
  "admin.list-organizations": { operation: listOrganizations, input: () => ({}) },
  "admin.get-organization": { operation: getOrganization, input: ({ organization }) => ({ id: organization.id }) },
  "admin.list-users": { operation: listUsers, input: () => ({}) },
  "admin.get-user": { operation: getUser, input: ({ user }) => ({ id: user.id }) },
  "admin.list-audit-log": { operation: listAuditLog, input: () => ({}) },
  "admin.get-audit-choices": { operation: getSystemAuditChoices, input: () => ({}) },
  "admin.list-plans": { operation: listPlans, input: () => ({}) },
  "admin.get-plan": { operation: getPlan, input: async () => ({ id: (await insertPlan()).id }) },
  "admin.get-organization-plan": {
    operation: getOrganizationPlan,
    input: ({ organization }) => ({ id: organization.id }),
  },
  "admin.list-settings": { operation: listSettings, input: () => ({}) },
  "admin.get-usage": { operation: getFleetUsage, input: () => ({}) },
  "admin.list-expired-calls": { operation: listExpiredCalls, input: () => ({}) },
  "admin.get-organization-credits": {
    operation: getOrganizationCredits,
    input: ({ organization }) => ({ id: organization.id }),
  },
  "admin.get-stripe-closures": { operation: getClosures, input: () => ({}) },
  "admin.list-stripe-events": { operation: listEvents, input: () => ({}) },
  "admin.list-model-prices": { operation: listModelPrices, input: () => ({}) },
  "admin.check-ledger": { operation: checkLedger, input: () => ({}) },
};

it("covers every read operation of the console", async () => {
  const reads = (await loadOperations()).filter(({ name, effect }) => name.startsWith("admin.") && effect === "read");
  expect(reads.map(({ name }) => name).sort()).toEqual(Object.keys(READS).sort());
});

describe.each(Object.entries(READS))("%s", (_name, { operation, input }) => {
  it("is allowed for system admins only, and is not audited", async () => {
    const [admin, person] = [await createSystemAdmin(), await createPerson()];
    const given = await input(person);
    const caller = await admin.caller();
    expect(Object.keys(await operation(caller, given)).length).toBeGreaterThan(0);
    expect(await inSystemTransaction((db) => db.auditEntry.count({ where: { requestId: caller.request.requestId } }))).toBe(
      0,
    );
    const { token } = person.session;
    await expect(operation(anonymous(), given)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    for (const slug of [null, person.organization.slug]) {
      await expect(operation(callerOf(await actorOf(token, slug)), given)).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    }
    await expect(operation(caller, { ...given, more: 1 })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  });
});
