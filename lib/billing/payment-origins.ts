// The origins of the pages at Stripe to which forms lead.
import "server-only";
import { STRIPE_API_URL } from "@/lib/env/stripe-api-url";
import { env, takesPayments } from "@/lib/env/server";

const PAGES = ["https://checkout.stripe.com", "https://billing.stripe.com"];

/** None if this installation takes no payments. A simulator has its pages at the address of its API. */
export function paymentOrigins(): string[] {
  if (!takesPayments()) return [];
  const { STRIPE_API_URL: url } = env();
  return url === STRIPE_API_URL ? PAGES : [url];
}
