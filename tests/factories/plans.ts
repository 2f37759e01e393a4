// Plans of a test's own, which no other test changes.
import { randomUUID } from "node:crypto";
import { PLAN_FEATURES } from "@/lib/plan-catalog/plan-features";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";

type Data = Partial<Parameters<SystemDb["plan"]["create"]>[0]["data"]>;

export function insertPlan(data: Data = {}): Promise<{ id: string; slug: string; name: string }> {
  const slug = `plan-${randomUUID().slice(0, 8)}`;
  const created = { slug, name: slug, description: "For a test.", position: 100, features: {}, ...data };
  return inSystemTransaction((db) =>
    db.plan.create({
      data: created,
      select: { id: true, slug: true, name: true },
    }),
  );
}

/** Grants a plan to an organization. Null withdraws it. */
export async function setGrantedPlan(organizationId: string, grantedPlanId: string | null): Promise<void> {
  await inSystemTransaction((db) =>
    db.billingAccount.update({ where: { organizationId }, data: { grantedPlanId }, select: { id: true } }),
  );
}

/** A value for every plan feature, and none of them its default. */
export const SOME_FEATURES = Object.fromEntries(
  PLAN_FEATURES.map((declared) => [declared.name, declared.kind === "limit" ? declared.default + 7 : !declared.default]),
);

/** Input that changes a plan. */
export const planChanges = () => ({
  name: "Team",
  description: "For a team.",
  monthly_price: "19.50",
  yearly_price: "190",
  is_public: false,
  position: 60,
  ...SOME_FEATURES,
  reason: "Asked for in ticket 4711",
});

/** Input that creates a plan. */
export const newPlan = () => ({ slug: `plan-${randomUUID().slice(0, 8)}`, ...planChanges() });
