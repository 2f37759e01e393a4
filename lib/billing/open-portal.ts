// Opens the portal at Stripe, in which an admin changes or cancels the subscription, replaces the card and sees the invoices. Its
// address lets in anyone who has it, so it needs a recent proof.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import { callStripe } from "./call-stripe";
import { ensureCustomer } from "./ensure-customer";
import { ensurePortal } from "./ensure-portal";
import { listForSale } from "./offers";
import { perOrganization } from "./per-organization";
import { PortalPage } from "./schemas";

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
  prepare: async ({ actor: { organization }, transaction }) => {
    const customer = await ensureCustomer(organization.id);
    const configuration = await ensurePortal(await transaction((db) => listForSale(db)));
    const return_url = `${env().APP_URL}/org/${organization.slug}/billing`;
    return callStripe((stripe) => stripe.billingPortal.sessions.create({ customer, configuration, return_url }));
  },
  run: ({ prepared: { url } }) => Promise.resolve({ url }),
  audit: ({ actor }) => ({ entityType: "organization", entityId: actor.organization.id }),
});
