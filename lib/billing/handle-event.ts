// Handles a stored event: reads at Stripe what it is about, and applies that. An event only says that something has changed, so
// the order of events and their number do not matter.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { EVENT_SUBJECTS, isHandledType, type Subject } from "./event-types";
import { reopenClosure } from "./closures";
import { markHandled, putBack, type ClaimedEvent } from "./inbox";
import { findCheckoutOfCharge, findCheckoutOfDispute } from "./read-checkout";
import { syncCheckout } from "./sync-checkout";
import { syncSubscription } from "./sync-subscription";

/** @returns whether the event concerns an organization of this installation */
type Handler = (event: ClaimedEvent, request: RequestFacts) => Promise<boolean>;

const HANDLERS: Record<Subject, Handler> = {
  subscription: async ({ customerId }, request) => customerId !== null && (await syncSubscription(customerId, request)),
  checkout: ({ objectId }, request) => syncCheckout(objectId, request),
  charge: async ({ objectId }, request) => syncIfAny(await findCheckoutOfCharge(objectId), request),
  dispute: async ({ objectId }, request) => syncIfAny(await findCheckoutOfDispute(objectId), request),
};

const syncIfAny = async (sessionId: string | null, request: RequestFacts): Promise<boolean> =>
  sessionId !== null && (await syncCheckout(sessionId, request));

/** Never throws for a failure of Stripe or of an event: the event then stays in the inbox, and is due again later. */
export async function handleEvent(event: ClaimedEvent, request: RequestFacts): Promise<"handled" | "ignored" | "failed"> {
  try {
    if (!isHandledType(event.type)) return await done(event, false);
    const isOurs = await HANDLERS[EVENT_SUBJECTS[event.type]](event, request);
    // A payment that was under way when its organization was deleted.
    if (!isOurs && event.customerId !== null) await reopenClosure(event.customerId, event.type);
    return await done(event, isOurs);
  } catch (error) {
    await putBack(event, error);
    return "failed";
  }
}

async function done(event: ClaimedEvent, isOurs: boolean): Promise<"handled" | "ignored"> {
  const status = isOurs ? "handled" : "ignored";
  await markHandled(event, status);
  return status;
}
