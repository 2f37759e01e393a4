// The organization's plan, subscription and purchases, and what it can buy. Reads only the database: what Stripe has is here as
// soon as its event was handled.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import type { TenantDb } from "@/lib/db/transaction";
import { takesPayments } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { planOf } from "@/lib/plans/plan-of";
import { packsOnSale } from "./list-credit-packs";
import { viewOffers } from "./offers";
import { BillingInterval, BillingView } from "./schemas";
import { hasEnded, isLive } from "./subscription-state";

const MOST_PURCHASES = 10;

type Subscription = BillingView["subscription"];

async function viewAccount(db: TenantDb, organizationId: string) {
  const account = await db.billingAccount.findUnique({
    where: { organizationId },
    select: {
      ...{ grantedPlanId: true, planId: true, stripeCustomerId: true, subscriptionStatus: true },
      ...{ billingInterval: true, cancelAtPeriodEnd: true, currentPeriodEnd: true },
    },
  });
  if (!account) throw new AppError("NOT_FOUND");
  const { grantedPlanId, planId, stripeCustomerId, subscriptionStatus: status } = account;
  const [plan = null] =
    planId === null
      ? []
      : await db.$queryRaw<{ slug: string; name: string }[]>`SELECT slug, name FROM plans WHERE id = ${planId}::uuid`;
  const subscription: Subscription =
    status === null
      ? null
      : {
          plan,
          status,
          is_live: isLive(status),
          has_ended: hasEnded(status),
          interval: BillingInterval.safeParse(account.billingInterval).data ?? null,
          cancels_at_period_end: account.cancelAtPeriodEnd,
          current_period_end: account.currentPeriodEnd?.toISOString() ?? null,
        };
  return { subscription, is_granted: grantedPlanId !== null, has_portal: takesPayments() && stripeCustomerId !== null };
}

async function viewPurchases(db: TenantDb): Promise<BillingView["purchases"]> {
  const rows = await db.stripeCheckout.findMany({
    where: { kind: "credits", status: "paid", paidAt: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_PURCHASES,
    select: { id: true, credits: true, creditsTakenBack: true, amountCents: true, currency: true, paidAt: true },
  });
  return rows.map(({ id, credits, creditsTakenBack, amountCents, currency, paidAt }) => ({
    id,
    credits: Number(credits),
    credits_taken_back: Number(creditsTakenBack),
    price_cents: amountCents,
    currency,
    paid_at: (paidAt ?? new Date(0)).toISOString(),
  }));
}

export const getBilling = orgOperation({
  name: "billing.get",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: NoInput,
  output: BillingView,
  run: async ({ db, actor }): Promise<BillingView> => {
    const { id } = actor.organization;
    const { slug, name } = await planOf(db, id);
    return {
      plan: { slug, name },
      ...(await viewAccount(db, id)),
      takes_payments: takesPayments(),
      offers: takesPayments() ? await viewOffers(db) : [],
      packs: packsOnSale(),
      purchases: await viewPurchases(db),
    };
  },
});
