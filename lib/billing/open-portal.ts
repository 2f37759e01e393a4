// Opens the portal at Stripe, in which an admin changes or cancels the subscription, replaces the card and sees the invoices. Its
// address lets in anyone who has it, so it needs a recent proof.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import type { TenantDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { callStripe } from "./call-stripe";
import { withCustomer } from "./ensure-customer";
import { ensurePortal } from "./ensure-portal";
import { listForSale, tokenLimitOf, type PlanForSale } from "./offers";
import { perOrganization } from "./per-organization";
import { readCurrentPrice } from "./read-subscriptions";
import { PortalPage } from "./schemas";
import type { CurrentPrice } from "./subscription-state";
import { maySwitch } from "./switches";

export const openPortal = orgOperation({
  name: "billing.open-portal",
  accepts: sessionOnly,
  effect: "write",
  recent: "session",
  minRole: "org_admin",
  limit: [perOrganization],
  input: NoInput,
  output: PortalPage,
  lock: "KEY SHARE",
  prepare: async ({ actor: { organization }, request, transaction }) => {
    const forSale = await transaction((db) => listForSale(db));
    const return_url = `${env().APP_URL}/org/${organization.slug}/billing`;
    return withCustomer(organization.id, request, async (customer) => {
      const current = await readCurrentPrice(customer);
      // Without a subscription there is nothing to switch: the first one is bought on a payment page.
      const switches = current ? await transaction((db) => switchesFrom(db, current, forSale)) : [];
      const configuration = await ensurePortal(switches);
      return callStripe((stripe) => stripe.billingPortal.sessions.create({ customer, configuration, return_url }));
    });
  },
  run: ({ prepared: { url } }) => Promise.resolve({ url }),
  audit: ({ actor }) => ({ entityType: "organization", entityId: actor.organization.id }),
});

async function switchesFrom(db: TenantDb, current: CurrentPrice, forSale: readonly PlanForSale[]): Promise<PlanForSale[]> {
  const tokenLimit = await tokenLimitOf(db, current.planId);
  return forSale.filter((each) => maySwitch({ ...current, tokenLimit }, each));
}
