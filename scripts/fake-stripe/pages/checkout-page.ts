// The page on which a customer pays for a checkout session.
import { escapeHtml } from "@/lib/design/escape-html";
import { checkCard, type CardEntry } from "../cards";
import type { Page } from "../http";
import { completeCheckout } from "../objects/complete-checkout";
import { get } from "../state";
import type { CheckoutSession, LineItem } from "../wire";
import { act, type World } from "../world";
import { cardFields, cardIn, cardList } from "./card-form";
import { message, money } from "./layout";

const originOf = (url: string | null) => (url ? [new URL(url).origin] : []);

function lineOf({ description, quantity, amount_total, currency, price }: LineItem): string {
  const every = price.recurring ? ` per ${price.recurring.interval}` : "";
  const times = quantity > 1 ? ` × ${quantity}` : "";
  return `<tr><td>${escapeHtml(description ?? "")}${times}</td><td>${money(amount_total, currency)}${every}</td></tr>`;
}

function closedPage(session: CheckoutSession): Page {
  const isPaid = session.status === "complete";
  const title = isPaid ? "You have paid already" : "This page has expired";
  const text = isPaid ? "There is nothing left to do here." : "Go back to the app and start again.";
  const back = session.cancel_url ? `<p><a href="${escapeHtml(session.cancel_url)}">Back to the app</a></p>` : "";
  return {
    title,
    status: isPaid ? 200 : 410,
    body: `<main class="narrow"><div class="card"><h1>${title}</h1><p>${text}</p>${back}</div></main>`,
  };
}

export function checkoutPage(
  world: World,
  id: string,
  problem: string | null = null,
  entered: Partial<CardEntry> & { email?: string } = {},
): Page {
  const session = get(world.state, "checkout.session", id);
  if (session.status !== "open") return closedPage(session);
  const items = world.state.hidden.lineItems[id] ?? [];
  const interval = items[0]?.price.recurring?.interval;
  const isSubscription = session.mode === "subscription";
  const title = isSubscription ? "Subscribe" : "Pay";
  const email = session.customer_details?.email;
  const emailField = email
    ? `<p>Receipt to <strong>${escapeHtml(email)}</strong></p>`
    : `<label>E-mail address <input name="email" type="email" autocomplete="email" required value="${escapeHtml(entered.email ?? "")}"></label>`;
  const back = session.cancel_url ? `<p><a href="${escapeHtml(session.cancel_url)}">Back without paying</a></p>` : "";
  const body = `<main><div class="two"><section aria-labelledby="what"><h1 id="what">${title}</h1>
<p class="amount">${money(session.amount_total, session.currency)}${interval ? ` <span class="muted">per ${interval}</span>` : ""}</p>
<table><tbody>${items.map(lineOf).join("")}</tbody></table>${cardList()}${back}</section>
<section class="card" aria-labelledby="card"><h2 id="card">Pay by card</h2>${message(problem)}
<form method="post" action="/c/pay/${id}">${emailField}${cardFields(entered)}
<button class="primary full">${isSubscription ? "Subscribe" : `Pay ${money(session.amount_total, session.currency)}`}</button></form></section></div></main>`;
  return { title, body, leadsTo: originOf(session.success_url) };
}

/** Where the app wants the customer back. */
const successUrl = ({ success_url, id }: CheckoutSession): string =>
  (success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", id);

/** Pays with what was typed. Returns where to go, or the page with the problem. */
export function submitCheckout(world: World, id: string, form: URLSearchParams): Page | string {
  const entry = cardIn(form);
  const email = form.get("email")?.trim() || null;
  const again = (problem: string) => checkoutPage(world, id, problem, { ...entry, ...(email && { email }) });
  if (get(world.state, "checkout.session", id).status !== "open") return checkoutPage(world, id);
  const checked = checkCard(entry);
  if (typeof checked === "string") return again(checked);
  const done = act(world, null, () => completeCheckout(world, id, checked, email));
  return typeof done === "string" ? again(done) : successUrl(done);
}
