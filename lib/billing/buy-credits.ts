// Opens the page at Stripe on which an organization pays for a credit pack. Credits and price are those of the configuration at
// this moment, and are stored with the checkout: what is granted later does not depend on anything that Stripe returns.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { orgOperation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { withCustomer } from "./ensure-customer";
import { openPage } from "./open-page";
import { perOrganization } from "./per-organization";
import { PACK_CURRENCY } from "./list-credit-packs";
import { BuyCreditsInput, PaymentPage } from "./schemas";
import { storeCheckout } from "./store-checkout";

export const buyCredits = orgOperation({
  name: "billing.buy-credit-pack",
  accepts: sessionOrToken,
  effect: "write",
  idempotent: true,
  minRole: "org_admin",
  limit: [perOrganization],
  input: BuyCreditsInput,
  output: PaymentPage,
  lock: "KEY SHARE",
  prepare: async ({ actor: { organization }, request }, input) => {
    const pack = env().CREDIT_PACKS.find(({ id }) => id === input.pack);
    if (!pack) throw new AppError("VALIDATION_ERROR", { fields: { pack: "This pack cannot be bought." } });
    const { id: item, credits, price_cents: amountCents } = pack;
    const name = `${credits.toLocaleString("en-US")} credits`;
    const price = { currency: PACK_CURRENCY, unit_amount: amountCents, product_data: { name } };
    const wanted = { kind: "credits" as const, item, planId: null, credits, amountCents, currency: PACK_CURRENCY };
    const items = [{ price_data: price, quantity: 1 }];
    return withCustomer(organization.id, request, (customer) =>
      openPage(wanted, items, { organization, customer, request }),
    );
  },
  run: ({ db, actor, prepared }) => storeCheckout(db, actor.organization.id, prepared),
  audit: ({ input, output }) => ({
    entityType: "stripe_checkout",
    entityId: output.checkout,
    after: { pack: input.pack },
  }),
});
