"use server";

import { buyCredits } from "@/lib/billing/buy-credits";
import { openPortal } from "@/lib/billing/open-portal";
import { startCheckout } from "@/lib/billing/start-checkout";
import { orgAction } from "@/lib/web/adapters/action";
import { leadsToStripe } from "@/lib/web/adapters/leads-to-provider";
import { verifyCheckoutAction } from "@/lib/web/entrances/organizations/verify-checkout-action";

export const submitCheckout = orgAction(startCheckout, leadsToStripe);
export const submitPack = orgAction(buyCredits, leadsToStripe);
export const submitPortal = orgAction(openPortal, leadsToStripe);
export const submitVerification = verifyCheckoutAction;
