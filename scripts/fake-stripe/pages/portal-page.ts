// The customer portal: plan, card and invoices.
import { escapeHtml } from "@/lib/design/escape-html";
import type { Controls } from "../controls";
import { invalid } from "../failure";
import type { Page } from "../http";
import { itemOf } from "../objects/subscription";
import { scheduledPrice } from "../objects/subscription-schedule";
import { offersOf } from "../offers";
import { get } from "../state";
import type { PaymentMethod, PortalConfiguration, PortalSession, Price, Subscription } from "../wire";
import { now, type World } from "../world";
import { cardFields, cardList } from "./card-form";
import { action, date, message, money } from "./layout";
import { performInPortal, type Outcome } from "./portal-actions";

const LIFETIME_SECONDS = 3600;

const labelOf = (world: World, price: Price) =>
  `${escapeHtml(get(world.state, "product", price.product).name)}, ${money(price.unit_amount, price.currency)} per ${price.recurring?.interval ?? "month"}`;

function choices(world: World, target: string, subscription: Subscription, offers: Price[]): string {
  const current = itemOf(subscription).price.id;
  const chosen = offers.find((price) => price.id !== current)?.id;
  const options = offers.map(
    (price) =>
      `<label class="choice"><input type="radio" name="price" value="${price.id}"${price.id === chosen ? " checked" : ""}${price.id === current ? " disabled" : ""}> <span>${labelOf(world, price)}${price.id === current ? ' <span class="muted">(current)</span>' : ""}</span></label>`,
  );
  if (!chosen) return '<p class="muted">There is no other plan to switch to.</p>';
  return `<form method="post" action="${target}"><input type="hidden" name="do" value="switch"><input type="hidden" name="subscription" value="${subscription.id}"><fieldset><legend>Switch to</legend>${options.join("")}</fieldset><button class="primary">Switch plan</button></form>`;
}

function planCard(world: World, target: string, subscription: Subscription, configuration: PortalConfiguration): string {
  const { features } = configuration;
  const item = itemOf(subscription);
  const ends = subscription.cancel_at_period_end;
  const when = `${ends ? "Ends" : "Renews"} on ${date(item.current_period_end)}`;
  const values = { subscription: subscription.id };
  const next = scheduledPrice(world, subscription.id);
  const change = next ? `<p>Changes to <strong>${labelOf(world, next)}</strong> on that day.</p>` : "";
  const cancel = features.subscription_cancel;
  const atEnd = cancel.enabled && !ends && (cancel.mode === "at_period_end" || configuration.is_default);
  const atOnce = cancel.enabled && (cancel.mode === "immediately" || configuration.is_default);
  return `<section class="card"><h2>${labelOf(world, item.price)}</h2>
<p>${when}. <span class="${subscription.status === "active" ? "good" : "bad"}">${subscription.status.replaceAll("_", " ")}</span></p>${change}
${features.subscription_update.enabled ? `<details><summary>Change plan</summary>${choices(world, target, subscription, offersOf(world, configuration, subscription))}</details>` : ""}
<div class="actions">${next ? action(target, "Keep the current plan", { ...values, do: "keep-price" }) : ""}
${ends ? action(target, "Do not cancel", { ...values, do: "keep" }, true) : ""}
${atEnd ? action(target, "Cancel at the end of the period", { ...values, do: "cancel" }) : ""}
${atOnce ? action(target, "Cancel now", { ...values, do: "cancel-now" }) : ""}</div></section>`;
}

function cardSection(stripe: Controls, target: string, { customer }: PortalSession): string {
  const running = stripe.all("subscription").find((each) => each.customer === customer && each.status !== "canceled");
  const id = running?.default_payment_method ?? stripe.get("customer", customer).invoice_settings.default_payment_method;
  const method: PaymentMethod | null = typeof id === "string" ? stripe.get("payment_method", id) : null;
  const card = method?.card;
  const known = card
    ? `${escapeHtml(card.brand)} ending in <strong>${card.last4}</strong>, expires ${card.exp_month}/${card.exp_year}`
    : "No card";
  return `<section class="card"><h2>Card</h2><p>${known}</p><details><summary>Change card</summary><form method="post" action="${target}"><input type="hidden" name="do" value="card">${cardFields({})}<button class="primary">Save card</button></form>${cardList()}</details></section>`;
}

function invoiceSection(stripe: Controls, target: string, { customer }: PortalSession): string {
  const invoices = stripe.all("invoice").filter((each) => each.customer === customer);
  const rows = invoices.map(
    (invoice) =>
      `<tr><td><a href="/i/${invoice.id}">${escapeHtml(invoice.number ?? "")}</a></td><td>${date(invoice.created)}</td><td>${money(invoice.total, invoice.currency)}</td><td>${invoice.status ?? ""}${invoice.status === "open" ? action(target, "Pay", { do: "pay", invoice: invoice.id }) : ""}</td></tr>`,
  );
  const table = `<div class="scroll"><table><thead><tr><th scope="col">Number</th><th scope="col">Date</th><th scope="col">Amount</th><th scope="col">Status</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
  return `<section class="card"><h2>Invoices</h2>${rows.length > 0 ? table : '<p class="muted">No invoices yet.</p>'}</section>`;
}

/** What the session was opened for, if it is for one thing only. */
function flowSection(
  stripe: Controls,
  target: string,
  session: PortalSession,
  configuration: PortalConfiguration,
): string | null {
  const { flow } = session;
  if (!flow) return null;
  if (flow.type === "payment_method_update") return cardSection(stripe, target, session);
  const id =
    flow.subscription_update_confirm?.subscription ??
    flow.subscription_update?.subscription ??
    flow.subscription_cancel?.subscription;
  const subscription = stripe.get("subscription", id ?? "");
  if (subscription.status === "canceled") return null;
  const values = { subscription: subscription.id };
  const [confirmed] = flow.subscription_update_confirm?.items ?? [];
  if (confirmed) {
    const price = stripe.get("price", confirmed.price ?? "");
    return `<section class="card"><h2>Confirm the new plan</h2><p>From ${labelOf(stripe.world, itemOf(subscription).price)}</p><p>To <strong>${labelOf(stripe.world, price)}</strong></p>${action(target, "Confirm", { ...values, do: "switch", price: price.id }, true)}</section>`;
  }
  if (flow.type === "subscription_update") {
    const offers = offersOf(stripe.world, configuration, subscription);
    return `<section class="card"><h2>Change plan</h2>${choices(stripe.world, target, subscription, offers)}</section>`;
  }
  const isAtOnce = configuration.features.subscription_cancel.mode === "immediately";
  const [label, what] = isAtOnce ? ["Cancel now", "cancel-now"] : ["Cancel at the end of the period", "cancel"];
  return `<section class="card"><h2>Cancel the plan</h2><p>${labelOf(stripe.world, itemOf(subscription).price)}</p>${action(target, label, { ...values, do: what }, true)}</section>`;
}

function render(stripe: Controls, session: PortalSession, target: string, outcome: Outcome | null): Page {
  const { world } = stripe;
  const configuration = stripe.get("billing_portal.configuration", session.configuration);
  const subscriptions = stripe
    .all("subscription")
    .filter(({ customer, status }) => customer === session.customer && status !== "canceled");
  const { email, name } = stripe.get("customer", session.customer);
  const back = session.return_url
    ? `<p><a href="${escapeHtml(session.return_url)}">${outcome?.isGood ? "Done: back to the app" : "Back to the app"}</a></p>`
    : "";
  const flow = outcome?.isGood ? null : flowSection(stripe, target, session, configuration);
  const plans = subscriptions.map((each) => planCard(world, target, each, configuration)).join("");
  const sections =
    flow ??
    `${plans || '<section class="card"><p>No plan at present.</p></section>'}${cardSection(stripe, target, session)}${configuration.features.invoice_history.enabled ? invoiceSection(stripe, target, session) : ""}`;
  const leadsTo = [session.return_url, session.flow?.after_completion.redirect?.return_url].flatMap((url) =>
    url ? [new URL(url).origin] : [],
  );
  return {
    title: "Manage billing",
    leadsTo,
    body: `<main><h1>Manage billing</h1><p class="muted">${escapeHtml(email ?? name ?? session.customer)}</p>${back}${message(outcome?.text ?? null, outcome?.isGood)}${sections}</main>`,
  };
}

/** @param form what was posted, or null. Returns the page, or where to go once the session's one task is done */
export function portalPage(stripe: Controls, url: URL, form: URLSearchParams | null): Page | string {
  const session = stripe.all("billing_portal.session").find((each) => new URL(each.url).pathname === url.pathname);
  if (!session || session.created < now() - LIFETIME_SECONDS)
    throw invalid("This link to the portal has expired. Open the portal from the app again.");
  if (!form) return render(stripe, session, url.pathname, null);
  const configuration = stripe.get("billing_portal.configuration", session.configuration);
  const outcome = performInPortal(stripe, session, configuration, form);
  const redirect = session.flow?.after_completion.type === "redirect" && session.flow.after_completion.redirect;
  if (outcome.isGood && redirect) return redirect.return_url;
  return render(stripe, session, url.pathname, outcome);
}
