// The credit packs on sale: CREDIT_PACKS, a JSON array. A price is in the smallest unit of its currency.
import "server-only";
import { z } from "zod";

/** Stripe refuses charges below 50 cents, and amounts with more than eight digits. https://docs.stripe.com/currencies */
export const LEAST_PRICE = 50;
export const MOST_PRICE = 99_999_999;
/** A pack must not overflow a balance, even if it is bought again and again. */
const MAX_CREDITS = 1_000_000_000_000;
const MAX_PACKS = 10;

const CreditPack = z.strictObject({
  /** Names the pack in URLs and at Stripe. */
  id: z.string().regex(/^[a-z\d][a-z\d-]{0,39}$/),
  credits: z.int().min(1).max(MAX_CREDITS),
  price_cents: z.int().min(LEAST_PRICE).max(MOST_PRICE),
});
export type CreditPack = z.output<typeof CreditPack>;

export const DEFAULT_CREDIT_PACKS: CreditPack[] = [
  { id: "5m", credits: 5_000_000, price_cents: 3_900 },
  { id: "10m", credits: 10_000_000, price_cents: 6_900 },
  { id: "25m", credits: 25_000_000, price_cents: 14_900 },
];

const MESSAGE =
  'must be a JSON array of at most 10 packs such as {"id":"5m","credits":5000000,"price_cents":3900}, each id once';

export const creditPacks = z.string().transform((value, context): CreditPack[] => {
  try {
    const packs = z.array(CreditPack).max(MAX_PACKS).parse(JSON.parse(value));
    if (new Set(packs.map(({ id }) => id)).size === packs.length) return packs;
  } catch {
    // The message below says what is expected.
  }
  context.addIssue({ code: "custom", message: MESSAGE });
  return z.NEVER;
});
