// Verifies that an event comes from Stripe: the signature over the raw body, not older than five minutes, and the mode of the
// key. Reads only ids from the body; everything else is read at Stripe when the event is handled. Of events of other types it
// reads nothing but the type, because their ids can be any text, such as the code of a coupon.
import "server-only";
import { z } from "zod";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { isHandledType, type EventType } from "./event-types";
import { isLiveMode } from "./stripe-client";

/** Stripe's own default: https://docs.stripe.com/webhooks#replay-attacks */
const TOLERANCE_SECONDS = 300;

const Id = z.string().regex(/^\w{1,255}$/);

const Typed = z.object({ type: z.string() });

const Envelope = z.object({
  id: Id,
  /** In seconds since the epoch. */
  created: z.int().min(0).max(99_999_999_999),
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      id: Id,
      customer: z.union([Id, z.object({ id: Id }).transform(({ id }) => id)]).nullish(),
    }),
  }),
});

export interface VerifiedEvent {
  id: string;
  type: EventType;
  createdAt: Date;
  objectId: string;
  customerId: string | null;
}

const malformed = (internal: string, cause?: unknown) => new AppError("MALFORMED_REQUEST", { internal, cause });

/**
 * @returns null for an event whose type changes nothing here
 * @throws AppError MALFORMED_REQUEST unless Stripe has signed this body, in this mode, within five minutes
 */
export async function verifyEvent(body: string, signature: string): Promise<VerifiedEvent | null> {
  const { STRIPE_WEBHOOK_SECRET: secret } = env();
  if (secret === undefined) throw new AppError("NOT_FOUND");
  const { default: Stripe } = await import("stripe");
  let parsed: unknown;
  try {
    parsed = Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS);
  } catch (cause) {
    throw malformed("the signature of an event is not valid", cause);
  }
  const { type } = Typed.safeParse(parsed).data ?? { type: "" };
  if (!isHandledType(type)) return null;
  const { data: event, error } = Envelope.safeParse(parsed);
  if (!event) throw malformed("a signed event cannot be read", error);
  if (event.livemode !== isLiveMode()) throw malformed("a signed event is of Stripe’s other mode");
  const { id, customer } = event.data.object;
  return {
    id: event.id,
    type,
    createdAt: new Date(event.created * 1000),
    objectId: id,
    customerId: customer ?? null,
  };
}
