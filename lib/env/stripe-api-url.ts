// Stripe's API. https://docs.stripe.com/api
import "server-only";

export const STRIPE_API_URL = "https://api.stripe.com";
