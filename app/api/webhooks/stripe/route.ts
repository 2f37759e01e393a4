import { methods } from "@/lib/web/adapters/route";
import { stripeWebhookRoute } from "@/lib/web/entrances/api/stripe-webhook-route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: stripeWebhookRoute });
