// Handles a stored event: reads at Stripe what it is about, and applies that. An event only says that something has changed, so
// the order of events and their number do not matter.
import "server-only";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { EVENT_SUBJECTS, isHandledType, type Subject } from "./event-types";
import { reopenClosure } from "./closures";
import { markHandled, putBack, type ClaimedEvent } from "./inbox";
import { findOrganization } from "./queries";
import { chargeOfDispute, chargeOfRefund, readCharge } from "./read-charge";
import { findCheckoutOfPayment } from "./read-checkout";
import { recordLostPayment } from "./record-lost-payment";
import { syncCheckout } from "./sync-checkout";
import { syncSubscription } from "./sync-subscription";
import { unlessSettled } from "./unless-settled";

/** @returns whether the event concerns an organization of this installation */
type Handler = (event: ClaimedEvent, request: RequestFacts) => Promise<boolean>;

const HANDLERS: Record<Subject, Handler> = {
  subscription: async ({ customerId }, request) => customerId !== null && (await syncSubscription(customerId, request)),
  checkout: ({ objectId }, request) => syncCheckout(objectId, request),
  charge: ({ objectId }, request) => syncCharge(objectId, request),
  refund: async ({ objectId }, request) => syncCharge(await chargeOfRefund(objectId), request),
  dispute: async ({ objectId }, request) => syncCharge(await chargeOfDispute(objectId), request),
};

/** A charge was made in a checkout, or it has paid an invoice of a subscription. */
async function syncCharge(charge: string | null, request: RequestFacts): Promise<boolean> {
  if (charge === null) return false;
  const { intentId, customerId } = await readCharge(charge);
  const sessionId = await findCheckoutOfPayment(intentId);
  if (sessionId !== null) return syncCheckout(sessionId, request);
  if (customerId === null) return false;
  const isOurs = (await inSystemTransaction((db) => findOrganization(db, customerId), "read only")) !== null;
  if (isOurs) await unlessSettled(recordLostPayment(systemCaller(request.requestId), { charge }));
  return isOurs;
}

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
