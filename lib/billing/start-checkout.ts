// Opens the page at Stripe on which an organization pays for its first subscription. A subscription is changed in the portal, so
// an organization that has one is refused: it is asked at Stripe, because an event may be on its way.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { orgOperation } from "@/lib/access/operation";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { withCustomer } from "./ensure-customer";
import { ensurePrices } from "./ensure-price";
import { getForSale } from "./offers";
import { openPage } from "./open-page";
import { perOrganization } from "./per-organization";
import { lookupKeyOf } from "./product-ids";
import { findStatus } from "./queries";
import { PaymentPage, StartCheckoutInput } from "./schemas";
import { storeCheckout } from "./store-checkout";
import { hasEnded } from "./subscription-state";
import { syncSubscription } from "./sync-subscription";

const SUBSCRIBED = "There is a subscription already. Change it under “Manage subscription”.";
/** Of subscriptions that give no plan, but would go on beside another as soon as they are paid. */
const STOPPED: Record<string, string> = {
  incomplete: "The first payment of a subscription is not complete. It expires within a day.",
  unpaid: "A subscription has unpaid invoices. Pay them, or cancel it, under “Manage subscription”.",
  paused: "There is a subscription that is paused. Change it under “Manage subscription”.",
};

export const startCheckout = orgOperation({
  name: "billing.start-checkout",
  accepts: sessionOrToken,
  effect: "write",
  idempotent: true,
  minRole: "org_admin",
  limit: [perOrganization],
  input: StartCheckoutInput,
  output: PaymentPage,
  lock: "KEY SHARE",
  prepare: async ({ actor: { organization }, request, transaction }, { plan, interval }) => {
    const sold = await transaction((db) => getForSale(db, plan, interval));
    return withCustomer(organization.id, request, async (customer) => {
      await syncSubscription(customer, request);
      const status = await inSystemTransaction((db) => findStatus(db, organization.id), "read only");
      if (status !== null && !hasEnded(status)) {
        throw new AppError("CONFLICT", { fields: { plan: STOPPED[status] ?? SUBSCRIBED } });
      }
      const { planId, amountCents, currency } = sold;
      const wanted = { kind: "subscription" as const, item: lookupKeyOf(sold), planId, credits: 0, amountCents, currency };
      const [price = ""] = await ensurePrices([sold]);
      return openPage(wanted, [{ price, quantity: 1 }], { organization, customer, request });
    });
  },
  run: ({ db, actor, prepared }) => storeCheckout(db, actor.organization.id, prepared),
  audit: ({ input, output }) => ({
    entityType: "stripe_checkout",
    entityId: output.checkout,
    after: { plan: input.plan, interval: input.interval },
  }),
});
