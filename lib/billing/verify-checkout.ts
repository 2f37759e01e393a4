// Asks Stripe about a checkout of the organization, without waiting for the event. It grants nothing by itself: what it reads is
// applied by the code that handles events. Another organization's checkout is unknown here, even to a caller with its id.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { orgOperation } from "@/lib/access/operation";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { perOrganization } from "./per-organization";
import { findOwnCheckout } from "./queries";
import { CheckoutView, VerifyCheckoutInput, viewCheckout } from "./schemas";
import { syncCheckout } from "./sync-checkout";

/** @throws AppError NOT_FOUND, identical for another organization's checkout and an unknown one */
async function getOwnCheckout(db: TenantDb, sessionId: string): Promise<CheckoutView> {
  const checkout = await findOwnCheckout(db, sessionId);
  if (!checkout) throw new AppError("NOT_FOUND");
  return viewCheckout(checkout);
}

export const verifyCheckout = orgOperation({
  name: "billing.verify-checkout",
  accepts: sessionOrToken,
  effect: "write",
  isRoutine: true,
  minRole: "org_admin",
  limit: [perOrganization],
  input: VerifyCheckoutInput,
  output: CheckoutView,
  lock: "KEY SHARE",
  prepare: async ({ request, transaction }, { checkout }) => {
    const { status } = await transaction((db) => getOwnCheckout(db, checkout));
    // Stripe never reopens one.
    if (status !== "expired") await syncCheckout(checkout, request);
  },
  run: ({ db }, { checkout }) => getOwnCheckout(db, checkout),
  audit: ({ output }) => ({
    entityType: "stripe_checkout",
    entityId: output.checkout,
    after: { status: output.status },
  }),
});
