// Grants a plan to an organization without a payment, or withdraws it. A granted plan takes precedence over a subscription, which
// continues to be charged.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow, type UserLock } from "@/lib/access/recheck";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { holdPlan, lockAccount, lockOrganization } from "./queries";
import { GrantPlanInput, WithdrawPlanInput } from "./schemas";

/** The slugs of the granted plans before and after the change. */
interface Change {
  id: string;
  before: string | null;
  after: string | null;
}

const andOrganization = ({ input: { id } }: { input: { id: string } }): UserLock => ({
  ...ownRow,
  first: (db) => lockOrganization(db, id),
});

async function setGranted(db: SystemDb, id: string, slug: string | null): Promise<Change> {
  const { grantedPlan } = await lockAccount(db, id);
  const plan = slug === null ? null : await holdPlan(db, slug);
  if (plan === undefined) throw new AppError("VALIDATION_ERROR", { fields: { plan: "Please choose a plan." } });
  if (grantedPlan?.slug === (slug ?? undefined)) throw new AppError("CONFLICT");
  await db.billingAccount.update({
    where: { organizationId: id },
    data: { grantedPlanId: plan?.id ?? null },
    select: { id: true },
  });
  return { id, before: grantedPlan?.slug ?? null, after: slug };
}

const recorded = ({ id, before, after }: Change) => ({
  entityType: "organization",
  entityId: id,
  organizationId: id,
  before: { granted_plan: before },
  after: { granted_plan: after },
});

export const grantPlan = adminOperation({
  name: "admin.grant-plan",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: GrantPlanInput,
  lock: andOrganization,
  run: ({ db }, { id, plan }) => setGranted(db, id, plan),
  audit: ({ output }) => recorded(output),
});

export const withdrawPlan = adminOperation({
  name: "admin.withdraw-plan",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: WithdrawPlanInput,
  lock: andOrganization,
  run: ({ db }, { id }) => setGranted(db, id, null),
  audit: ({ output }) => recorded(output),
});
