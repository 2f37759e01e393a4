// What is known of a checkout to whose page a payment returned. Reads only the database: showing the page grants nothing.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { findOwnCheckout } from "./queries";
import { VerifyCheckoutInput, viewCheckout, type CheckoutView } from "./schemas";

export const findCheckout = orgOperation({
  name: "billing.find-checkout",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: VerifyCheckoutInput,
  run: async ({ db }, { checkout }): Promise<{ found: CheckoutView | null }> => {
    const row = await findOwnCheckout(db, checkout);
    return { found: row && viewCheckout(row) };
  },
});
