// Opens a payment page at Stripe. An organization has at most one open page for a subscription, and one for each credit pack: an
// open page for the same thing is used again, and one for another plan is closed first, so that two tabs never pay twice.
import "server-only";
import type Stripe from "stripe";
import type { RequestFacts } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { callStripe, isRefusedByStripe } from "./call-stripe";
import { findCheckoutStatus, findOpenCheckout, type NewCheckout, type OpenCheckout } from "./queries";
import { syncCheckout } from "./sync-checkout";

/** Stripe's minimum is half an hour. */
const OPEN_SECONDS = 3_600;
const PENDING = "The bank is still processing a payment for this pack. Its credits are added when the payment arrives.";

export interface OpenedPage extends NewCheckout {
  url: string;
  expiresAt: Date;
  /** Whether it must be stored. */
  isNew: boolean;
}

export type Wanted = Omit<NewCheckout, "sessionId" | "customerId">;

interface Place {
  organization: { id: string; slug: string };
  customer: string;
  request: RequestFacts;
}

/** @throws AppError CONFLICT if a payment for the same has just been made, UPSTREAM_FAILED */
export async function openPage(
  wanted: Wanted,
  items: Stripe.Checkout.SessionCreateParams.LineItem[],
  place: Place,
): Promise<OpenedPage> {
  const { customer: customerId } = place;
  const open = await reusable(wanted, place);
  if (open) return { ...wanted, ...open, customerId, isNew: false };
  const here = `${env().APP_URL}/org/${place.organization.slug}/billing`;
  const session = await callStripe((stripe) =>
    stripe.checkout.sessions.create({
      mode: wanted.kind === "subscription" ? "subscription" : "payment",
      customer: customerId,
      customer_update: { name: "auto", address: "auto" },
      line_items: items,
      // A bank debit takes days and may fail, while the subscription has its plan.
      ...(wanted.kind === "subscription" && { payment_method_types: ["card"] }),
      success_url: `${here}?checkout={CHECKOUT_SESSION_ID}`,
      cancel_url: `${here}?checkout=left`,
      expires_at: Math.floor(Date.now() / 1000) + OPEN_SECONDS,
    }),
  );
  return { ...wanted, ...pageOf(session), customerId, isNew: true };
}

type Page = Pick<OpenedPage, "sessionId" | "url" | "expiresAt">;

function pageOf({ id, url, expires_at }: Stripe.Checkout.Session): Page {
  if (url === null) throw new AppError("UPSTREAM_FAILED", { internal: "a checkout has no page" });
  return { sessionId: id, url, expiresAt: new Date(expires_at * 1000) };
}

/** The open page for the same thing. Closes one for another. */
async function reusable(wanted: Wanted, { organization, customer, request }: Place): Promise<Page | null> {
  const open = await inSystemTransaction((db) => findOpenCheckout(db, organization.id, wanted), "read only");
  if (!open) return null;
  const { sessionId } = open;
  const session = await callStripe((stripe) => stripe.checkout.sessions.retrieve(sessionId));
  if (session.status === "open" && open.customerId === customer && isFor(open, wanted)) return pageOf(session);
  if (session.status === "open") await close(sessionId);
  await syncCheckout(sessionId, request);
  const status = await inSystemTransaction((db) => findCheckoutStatus(db, sessionId), "read only");
  if (status === "expired") return null;
  throw new AppError("CONFLICT", status === "open" && wanted.kind === "credits" ? { fields: { pack: PENDING } } : {});
}

/** The price of a pack may have changed since the page was opened. */
const isFor = (open: OpenCheckout, wanted: Wanted): boolean =>
  open.item === wanted.item &&
  open.credits === BigInt(wanted.credits) &&
  open.amountCents === wanted.amountCents &&
  open.currency === wanted.currency;

/** Has no effect if it was paid just now. */
async function close(sessionId: string): Promise<void> {
  try {
    await callStripe((stripe) => stripe.checkout.sessions.expire(sessionId));
  } catch (error) {
    if (!isRefusedByStripe(error)) throw error;
  }
}
