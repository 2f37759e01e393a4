// The mail about an organization's subscription, to its admins, in the transaction that learns about the change.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import type { SystemDb } from "@/lib/db/transaction";
import { mailAdmins } from "@/lib/memberships/mail-admins";
import type { Stopped } from "./subscription-state";

const billing = (url: string) => `${url}/billing`;

/** Sent once for each time that a subscription becomes past due. */
export function mailPaymentFailed(db: SystemDb, organizationId: string, request: RequestFacts): Promise<void> {
  return mailAdmins(db, organizationId, "payment-failed", request, ({ name, url }) => ({
    subject: `The payment for ${name} failed`,
    paragraphs: [
      "Hello,",
      `The subscription of ${name} could not be renewed, because the payment failed. Everything keeps working for now: the payment is tried again over the next days. If it keeps failing, the subscription ends.`,
      "Check the payment method, or choose another one.",
    ],
    button: { label: "See billing", url: billing(url) },
  }));
}

/** What happened, and what brings the plan back. */
const STOPPED: Record<Stopped, [string, string]> = {
  unpaid: ["has unpaid invoices", "Pay the invoices to get the plan back, or cancel the subscription."],
  paused: ["is paused", "Resume it to get the plan back, or cancel it."],
};

/** Sent when a subscription loses its plan without ending. */
export function mailSubscriptionStopped(
  db: SystemDb,
  organizationId: string,
  status: Stopped,
  request: RequestFacts,
): Promise<void> {
  const [what, next] = STOPPED[status];
  return mailAdmins(db, organizationId, "subscription-stopped", request, ({ name, url }) => ({
    subject: `The subscription of ${name} ${what}`,
    paragraphs: [
      "Hello,",
      `The subscription of ${name} ${what}, so the plan that it paid for no longer applies. The organization’s data stays, and so do credits that were bought.`,
      next,
    ],
    button: { label: "See billing", url: billing(url) },
  }));
}

export function mailSubscriptionEnded(db: SystemDb, organizationId: string, request: RequestFacts): Promise<void> {
  return mailAdmins(db, organizationId, "subscription-ended", request, ({ name, url }) => ({
    subject: `The subscription of ${name} has ended`,
    paragraphs: [
      "Hello,",
      `The subscription of ${name} has ended, and with it the plan that it paid for. The billing page shows which plan applies now. The organization’s data stays, and so do credits that were bought.`,
    ],
    button: { label: "Choose a plan", url: billing(url) },
  }));
}
