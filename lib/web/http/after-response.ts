// Does right after a response what no one should wait for: sends due mail, and handles what is due at Stripe.
import "server-only";
import { randomUUID } from "node:crypto";
import { after } from "next/server";
import { isOutboxLookDue } from "@/lib/email/outbox-signal";
import { takesPayments } from "@/lib/env/server";
import { log } from "@/lib/observability/log";
import { requestContext } from "@/lib/observability/request-context";

const MAX_MS = 20_000;

/**
 * @param written whether the request may have queued mail; if not, the outbox is checked at most once in 30 seconds
 */
export function sendMailAfterResponse(written: boolean): void {
  after(async () => {
    if (!written && !isOutboxLookDue()) return;
    const deadline = new Date(Date.now() + MAX_MS);
    await sendMail(deadline);
    if (takesPayments()) await workOnStripeUntil(deadline);
  });
}

/** For the response to an event of Stripe. */
export function workOnStripeAfterResponse(): void {
  after(() => workOnStripeUntil(new Date(Date.now() + MAX_MS)));
}

async function sendMail(deadline: Date): Promise<void> {
  try {
    // Loaded only now, so that the first response of a process does not wait for the mail client.
    const { drainOutbox } = await import("@/lib/email/drain-outbox");
    await drainOutbox(deadline);
  } catch (error) {
    log.error("outbox could not be drained", { error });
  }
}

async function workOnStripeUntil(deadline: Date): Promise<void> {
  try {
    const { workOnStripe } = await import("@/lib/billing/work-on-stripe");
    const requestId = requestContext()?.requestId ?? randomUUID();
    if ((await workOnStripe(deadline, requestId)) > 0) await sendMail(deadline);
  } catch (error) {
    log.error("the events of Stripe could not be handled", { error });
  }
}
