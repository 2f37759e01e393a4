// Receives Stripe's events: refused unless Stripe has signed exactly these bytes, then stored, and handled after the response. An
// event that was stored is answered with success: it is the inbox, and no longer Stripe, that repeats it.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { storeEvent } from "@/lib/billing/inbox";
import { verifyEvent } from "@/lib/billing/verify-event";
import { MAX_EVENT_BYTES } from "@/lib/web/edge/body-rules";
import { workOnStripeAfterResponse } from "@/lib/web/http/after-response";
import { jsonAnswer } from "@/lib/web/http/answer";
import { readText } from "@/lib/web/http/json-body";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";
import type { PlainContract } from "@/lib/web/adapters/route-contract";

const contract = {
  summary: "Receive an event of Stripe",
  refuses: ["MALFORMED_REQUEST", "PAYLOAD_TOO_LARGE", "NOT_FOUND"],
  answers: { 200: z.strictObject({ received: z.literal(true) }) },
} as const satisfies PlainContract;

export const stripeWebhookRoute = routeWithoutOperation(
  "stripe-webhook",
  async (request) => {
    const signature = request.headers.get("stripe-signature");
    if (signature === null) throw new AppError("MALFORMED_REQUEST", { internal: "an event has no signature" });
    const event = await verifyEvent(await readText(request, MAX_EVENT_BYTES), signature);
    if (event !== null && (await storeEvent(event))) workOnStripeAfterResponse();
    return jsonAnswer({ received: true });
  },
  contract,
);
