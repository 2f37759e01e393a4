// Reads and locks billing accounts and checkouts. Lock order: organization, account, checkout, and then what the credits lock.
import "server-only";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";

export interface Account {
  organizationId: string;
  customerId: string | null;
  subscriptionId: string | null;
  status: string | null;
  planId: string | null;
  interval: string | null;
  cancelsAtPeriodEnd: boolean;
  currentPeriodStart: Date | null;
  currentPeriodEnd: Date | null;
  anchorAt: Date;
  stripeRead: bigint;
}

/** The account of a customer. Locks it, so that readings of the same customer are applied one after another. */
export async function lockAccountOfCustomer(db: SystemDb, customerId: string): Promise<Account | undefined> {
  const [row] = await lockRows<Account>(db, "billingAccount")`
    SELECT organization_id AS "organizationId", stripe_customer_id AS "customerId", stripe_subscription_id AS "subscriptionId",
           subscription_status AS status, plan_id AS "planId", billing_interval AS interval,
           cancel_at_period_end AS "cancelsAtPeriodEnd", current_period_start AS "currentPeriodStart",
           current_period_end AS "currentPeriodEnd", anchor_at AS "anchorAt", stripe_read AS "stripeRead"
      FROM billing_accounts WHERE stripe_customer_id = ${customerId} FOR NO KEY UPDATE`;
  return row;
}

export interface Checkout {
  id: string;
  organizationId: string;
  kind: "subscription" | "credits";
  item: string;
  credits: bigint;
  amountCents: number;
  status: "open" | "paid" | "expired";
  takenBack: bigint;
  stripeRead: bigint;
  /** The customer that the organization had when it opened the checkout. */
  customerId: string;
}

/** Locks the organization before, which adding credits locks too. */
export async function lockCheckout(db: SystemDb, sessionId: string): Promise<Checkout | undefined> {
  const known = await db.stripeCheckout.findUnique({ where: { sessionId }, select: { organizationId: true } });
  if (!known) return undefined;
  const { organizationId } = known;
  await lockRows(db, "organization")`SELECT 1 FROM organizations WHERE id = ${organizationId}::uuid FOR KEY SHARE`;
  const [row] = await lockRows<Checkout>(db, "stripeCheckout")`
    SELECT c.id, c.organization_id AS "organizationId", c.kind, c.item, c.credits, c.amount_cents AS "amountCents", c.status,
           c.credits_taken_back AS "takenBack", c.stripe_read AS "stripeRead", c.customer_id AS "customerId"
      FROM stripe_checkouts c WHERE c.session_id = ${sessionId} FOR NO KEY UPDATE`;
  return row;
}

/** The customer of an organization at Stripe, if it has one. */
export async function findCustomer(db: SystemDb | TenantDb, organizationId: string): Promise<string | null> {
  const account = await db.billingAccount.findUnique({ where: { organizationId }, select: { stripeCustomerId: true } });
  return account?.stripeCustomerId ?? null;
}

/** @returns the customer that the organization has now: this one, unless another request has stored one before */
export async function storeCustomer(db: SystemDb, organizationId: string, customerId: string): Promise<string | null> {
  await db.billingAccount.updateMany({
    where: { organizationId, stripeCustomerId: null },
    data: { stripeCustomerId: customerId },
  });
  return findCustomer(db, organizationId);
}

/** @returns whether the organization had this customer */
export async function clearCustomer(db: SystemDb, organizationId: string, customerId: string): Promise<boolean> {
  const where = { organizationId, stripeCustomerId: customerId };
  return (await db.billingAccount.updateMany({ where, data: { stripeCustomerId: null } })).count > 0;
}

export interface NewCheckout {
  sessionId: string;
  customerId: string;
  kind: "subscription" | "credits";
  /** What is bought: the price of a plan, or the id of a credit pack. */
  item: string;
  planId: string | null;
  credits: number;
  amountCents: number;
  currency: string;
}

export interface OpenCheckout extends Pick<NewCheckout, "sessionId" | "customerId" | "item" | "amountCents" | "currency"> {
  credits: bigint;
}

/** The open checkout that would be paid besides the wanted one: any for a subscription, or one for the same pack. */
export function findOpenCheckout(
  db: SystemDb,
  organizationId: string,
  { kind, item }: Pick<NewCheckout, "kind" | "item">,
): Promise<OpenCheckout | null> {
  return db.stripeCheckout.findFirst({
    where: { organizationId, kind, status: "open", ...(kind === "credits" ? { item } : {}) },
    select: { sessionId: true, customerId: true, item: true, credits: true, amountCents: true, currency: true },
  });
}

export async function findCheckoutStatus(db: SystemDb, sessionId: string): Promise<string | null> {
  return (await db.stripeCheckout.findUnique({ where: { sessionId }, select: { status: true } }))?.status ?? null;
}

/** Keeps a plan from being deleted until the transaction ends. @returns whether it exists */
export async function holdPlan(db: SystemDb, id: string): Promise<boolean> {
  return (await lockRows(db, "plan")`SELECT 1 FROM plans WHERE id = ${id}::uuid FOR KEY SHARE`).length > 0;
}

/** @returns false if the organization has another open checkout meanwhile */
export async function insertCheckout(db: SystemDb, organizationId: string, checkout: NewCheckout): Promise<boolean> {
  const { sessionId, customerId, kind, item, planId, credits, amountCents, currency } = checkout;
  // Raw, because a tenant handle would refuse the system role's rows.
  const inserted = await db.$executeRaw`
    INSERT INTO stripe_checkouts (organization_id, session_id, customer_id, kind, item, plan_id, credits, amount_cents, currency)
    VALUES (${organizationId}::uuid, ${sessionId}, ${customerId}, ${kind}, ${item}, ${planId}::uuid, ${credits}::bigint,
            ${amountCents}::int, ${currency})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

/** Null for another organization's checkout and for an unknown one alike. */
export function findOwnCheckout(db: TenantDb, sessionId: string) {
  return db.stripeCheckout.findFirst({
    where: { sessionId },
    select: { sessionId: true, kind: true, status: true, credits: true },
  });
}

/** The status of the organization's subscription, in Stripe's words. */
export async function findStatus(db: SystemDb, organizationId: string): Promise<string | null> {
  const account = await db.billingAccount.findUnique({
    where: { organizationId },
    select: { subscriptionStatus: true },
  });
  return account?.subscriptionStatus ?? null;
}

/** Whether the organization has opened one of these checkouts here. */
export async function hasOpened(db: SystemDb, organizationId: string, sessionIds: string[]): Promise<boolean> {
  return (await db.stripeCheckout.count({ where: { organizationId, sessionId: { in: sessionIds } } })) > 0;
}

export async function findOrganization(db: SystemDb, customerId: string): Promise<string | null> {
  const where = { stripeCustomerId: customerId };
  return (await db.billingAccount.findUnique({ where, select: { organizationId: true } }))?.organizationId ?? null;
}
