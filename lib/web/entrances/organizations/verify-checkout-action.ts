// Asking about a payment leads back to the billing page, which shows what has become of it.
import "server-only";
import { verifyCheckout } from "@/lib/billing/verify-checkout";
import { orgAction } from "@/lib/web/adapters/action";
import { pathIn } from "@/lib/web/adapters/leads-to";

export const verifyCheckoutAction = orgAction(verifyCheckout, {
  done: ({ checkout }, { org }) =>
    Promise.resolve({ redirectTo: `${pathIn(org, "billing")}?checkout=${encodeURIComponent(checkout)}` }),
});
