// Reads and locks plans and the billing account of an organization. An unknown or malformed id is refused with NOT_FOUND.
import "server-only";
import { requireUuid } from "@/lib/access/require-uuid";
import type { Prisma } from "@/lib/db/generated/client";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";

const PLAN = {
  id: true,
  slug: true,
  name: true,
  description: true,
  features: true,
  isDefault: true,
  isPublic: true,
  position: true,
  monthlyPriceCents: true,
  yearlyPriceCents: true,
  currency: true,
  createdAt: true,
  updatedAt: true,
  _count: { select: { grantedTo: true, subscribedBy: true, checkouts: { where: { status: "open" } } } },
} as const satisfies Prisma.PlanSelect;

export type PlanRow = Prisma.PlanGetPayload<{ select: typeof PLAN }>;

export function findPlans(db: SystemDb): Promise<PlanRow[]> {
  return db.plan.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }], select: PLAN });
}

/** @throws AppError NOT_FOUND */
export async function getPlanRow(db: SystemDb, id: string): Promise<PlanRow> {
  const row = await db.plan.findUnique({ where: { id: requireUuid(id) }, select: PLAN });
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}

export function insertPlan(db: SystemDb, data: Prisma.PlanCreateInput): Promise<PlanRow> {
  return db.plan.create({ data, select: PLAN });
}

/** @param data with a time of the change, because it identifies the version */
export function writePlan(db: SystemDb, id: string, data: Prisma.PlanUpdateInput & { updatedAt: Date }): Promise<PlanRow> {
  return db.plan.update({ where: { id }, data, select: PLAN });
}

/**
 * Locks a plan, so that it neither changes nor is given to an organization until the transaction ends, and then reads it.
 * @throws AppError NOT_FOUND
 */
export async function lockPlan(db: SystemDb, id: string): Promise<PlanRow> {
  const known = requireUuid(id);
  await lockRows(db, "plan")`SELECT 1 FROM plans WHERE id = ${known}::uuid FOR UPDATE`;
  return getPlanRow(db, known);
}

/** How many organizations have a subscription for the plan that has not ended. */
export function countSubscribers(db: SystemDb, planId: string): Promise<number> {
  return db.billingAccount.count({ where: { planId, subscriptionStatus: { notIn: ["canceled", "incomplete_expired"] } } });
}

/** Locks all plans. There is always one, so this also serializes the creation of plans. */
export async function lockPlans(db: SystemDb): Promise<void> {
  await lockRows(db, "plan")`SELECT 1 FROM plans ORDER BY id FOR UPDATE`;
}

/** Keeps a plan from being deleted until the transaction ends. @returns undefined if there is no such plan */
export async function holdPlan(db: SystemDb, slug: string): Promise<{ id: string } | undefined> {
  const [row] = await lockRows<{ id: string }>(db, "plan")`SELECT id FROM plans WHERE slug = ${slug} FOR KEY SHARE`;
  return row;
}

/**
 * Excludes members' writes that count what the plan limits.
 * @throws AppError NOT_FOUND
 */
export async function lockOrganization(db: SystemDb, id: string): Promise<void> {
  const rows = await lockRows(db, "organization")`
    SELECT 1 FROM organizations WHERE id = ${requireUuid(id)}::uuid FOR NO KEY UPDATE`;
  if (rows.length === 0) throw new AppError("NOT_FOUND");
}

const ACCOUNT = {
  subscriptionStatus: true,
  billingInterval: true,
  grantedPlan: { select: { id: true, slug: true, name: true } },
  plan: { select: { id: true, slug: true, name: true, isDefault: true } },
} as const satisfies Prisma.BillingAccountSelect;

export type AccountRow = Prisma.BillingAccountGetPayload<{ select: typeof ACCOUNT }>;

/** @throws AppError NOT_FOUND */
export async function getAccount(db: SystemDb, organizationId: string): Promise<AccountRow> {
  const row = await db.billingAccount.findUnique({
    where: { organizationId: requireUuid(organizationId) },
    select: ACCOUNT,
  });
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}

/** Locks the billing account of an organization, and then reads it. */
export async function lockAccount(db: SystemDb, organizationId: string): Promise<AccountRow> {
  await lockRows(db, "billingAccount")`
    SELECT 1 FROM billing_accounts WHERE organization_id = ${organizationId}::uuid FOR UPDATE`;
  return getAccount(db, organizationId);
}
