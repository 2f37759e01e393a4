// The mail about an organization's subscription, to its admins, in the transaction that learns about the change.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { NOTICE_LIFETIME_MS, queue } from "@/lib/auth/mails";
import type { SystemDb } from "@/lib/db/transaction";
import type { MailBody } from "@/lib/email/layout";
import type { MailKind } from "@/lib/email/mail-kinds";
import { mailboxHash } from "@/lib/email/recipient-hash";
import { env } from "@/lib/env/server";
import { plainName } from "@/lib/text/plain-name";
import type { Stopped } from "./subscription-state";

/** Bounds the mails of one change. Those who joined first get them. */
const MOST_ADMINS = 20;
const WHY_YOU = "You get this e-mail because you are an admin there.";

interface Place {
  name: string;
  url: string;
}

async function mailAdmins(
  db: SystemDb,
  organizationId: string,
  kind: MailKind,
  request: RequestFacts,
  bodyOf: (place: Place) => MailBody,
): Promise<void> {
  const admins = await db.membership.findMany({
    where: { organizationId, role: "org_admin", user: { suspendedAt: null } },
    orderBy: { id: "asc" },
    take: MOST_ADMINS,
    select: { user: { select: { email: true } }, organization: { select: { name: true, slug: true } } },
  });
  // Queuing a mail locks its mailbox, so all transactions must go through the mailboxes in one order.
  const placeOf = (email: string) => Buffer.from(mailboxHash(email)).toString("hex");
  const inOrder = admins.toSorted((a, b) => (placeOf(a.user.email) < placeOf(b.user.email) ? -1 : 1));
  for (const { user, organization } of inOrder) {
    const url = `${env().APP_URL}/org/${organization.slug}/billing`;
    const body = bodyOf({ name: plainName(organization.name, "your organization"), url });
    await queue(db, kind, user.email, request, NOTICE_LIFETIME_MS, body);
  }
}

/** Sent once for each time that a subscription becomes past due. */
export function mailPaymentFailed(db: SystemDb, organizationId: string, request: RequestFacts): Promise<void> {
  return mailAdmins(db, organizationId, "payment-failed", request, ({ name, url }) => ({
    subject: `The payment for ${name} failed`,
    paragraphs: [
      "Hello,",
      `The subscription of ${name} could not be renewed, because the payment failed. Everything keeps working for now: the payment is tried again over the next days. If it keeps failing, the subscription ends.`,
      "Check the payment method, or choose another one.",
    ],
    button: { label: "See billing", url },
    notes: [WHY_YOU],
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
    button: { label: "See billing", url },
    notes: [WHY_YOU],
  }));
}

export function mailSubscriptionEnded(db: SystemDb, organizationId: string, request: RequestFacts): Promise<void> {
  return mailAdmins(db, organizationId, "subscription-ended", request, ({ name, url }) => ({
    subject: `The subscription of ${name} has ended`,
    paragraphs: [
      "Hello,",
      `The subscription of ${name} has ended, and with it the plan that it paid for. The billing page shows which plan applies now. The organization’s data stays, and so do credits that were bought.`,
    ],
    button: { label: "Choose a plan", url },
    notes: [WHY_YOU],
  }));
}
