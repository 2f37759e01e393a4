// Plans of a test's own, which no other test changes.
import { randomUUID } from "node:crypto";
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
