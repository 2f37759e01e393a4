// The plans that an organization can buy: those on the price list that have a price. The price is read from the database for
// each checkout, never from the request.
import "server-only";
import { UNLIMITED } from "@/lib/access/plan-feature";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { TOKEN_LIMIT } from "@/lib/plans/ai-features";
import { featureValue, storedFeatures } from "@/lib/plans/feature-value";
import type { Sold } from "./product-ids";
import type { BillingInterval, OfferView } from "./schemas";

/** As many as Stripe allows in a portal. https://docs.stripe.com/api/customer_portal/configurations/create */
const MOST = 10;

interface Offer {
  id: string;
  slug: string;
  name: string;
  description: string;
  currency: string;
  monthlyPriceCents: number | null;
  yearlyPriceCents: number | null;
  features: unknown;
}

const findOffers = (db: TenantDb) =>
  db.$queryRaw<Offer[]>`
    SELECT id, slug, name, description, currency, monthly_price_cents AS "monthlyPriceCents",
           yearly_price_cents AS "yearlyPriceCents", features
      FROM plans
     WHERE is_public AND NOT is_default AND coalesce(monthly_price_cents, yearly_price_cents) IS NOT NULL
     ORDER BY position, id LIMIT ${MOST}`;

export interface PlanForSale extends Sold {
  name: string;
  tokenLimit: number;
}

const tokenLimitIn = (features: unknown): number => featureValue(TOKEN_LIMIT, storedFeatures(features));

function priceOf(offer: Offer, interval: BillingInterval): number | null {
  return interval === "month" ? offer.monthlyPriceCents : offer.yearlyPriceCents;
}

const soldFor = (offer: Offer, interval: BillingInterval): PlanForSale[] => {
  const amountCents = priceOf(offer, interval);
  if (amountCents === null || amountCents === 0) return [];
  const { id: planId, name, currency } = offer;
  return [{ planId, name, interval, amountCents, currency, tokenLimit: tokenLimitIn(offer.features) }];
};

/** A plan that was deleted counts as unlimited, because it may have been the largest. */
export async function tokenLimitOf(db: TenantDb, planId: string | null): Promise<number> {
  const [plan] = await db.$queryRaw<{ features: unknown }[]>`SELECT features FROM plans WHERE id = ${planId}::uuid`;
  return plan ? tokenLimitIn(plan.features) : UNLIMITED;
}

/** Everything on sale, for the portal in which a subscription is changed. */
export async function listForSale(db: TenantDb): Promise<PlanForSale[]> {
  return (await findOffers(db)).flatMap((offer) => [...soldFor(offer, "month"), ...soldFor(offer, "year")]);
}

/** @throws AppError VALIDATION_ERROR if the plan is not sold for this interval */
export async function getForSale(db: TenantDb, slug: string, interval: BillingInterval): Promise<PlanForSale> {
  const offer = (await findOffers(db)).find((each) => each.slug === slug);
  const [sold] = offer ? soldFor(offer, interval) : [];
  if (!sold) throw new AppError("VALIDATION_ERROR", { fields: { plan: "This plan cannot be bought." } });
  return sold;
}

export async function viewOffers(db: TenantDb): Promise<OfferView[]> {
  return (await findOffers(db)).map(({ slug, name, description, currency, monthlyPriceCents, yearlyPriceCents }) => ({
    ...{ slug, name, description, currency },
    monthly_price_cents: monthlyPriceCents,
    yearly_price_cents: yearlyPriceCents,
  }));
}
