// The page on which a developer makes things happen that take time or other people at Stripe.
import { escapeHtml } from "@/lib/design/escape-html";
import type { Controls } from "../controls";
import type { Fault } from "../faults";
import type { Page } from "../http";
import { itemOf } from "../objects/subscription";
import { get } from "../state";
import { action, date, message, money } from "./layout";

const HOME = "/";

function table(title: string, heads: string[], rows: string[], empty: string): string {
  const head = heads.map((each) => `<th scope="col">${each}</th>`).join("");
  const body = rows.length
    ? `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`
    : `<p class="muted">${empty}</p>`;
  return `<section class="card"><h2>${title}</h2>${body}</section>`;
}

const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
const group = (buttons: (string | false | undefined)[]) => `<div class="actions">${buttons.filter(Boolean).join("")}</div>`;
const button = (label: string, what: string, id: string) => action(HOME, label, { do: what, id });

function customerName(stripe: Controls, id: unknown): string {
  const customer = typeof id === "string" ? stripe.world.state.objects.customer[id] : undefined;
  return escapeHtml(customer?.name ?? customer?.email ?? "guest");
}

function subscriptionRows(stripe: Controls): string[] {
  return stripe.all("subscription").map((subscription) => {
    const { price, current_period_end } = itemOf(subscription);
    const name = escapeHtml(get(stripe.world.state, "product", price.product).name);
    const status = `${subscription.status.replaceAll("_", " ")}${subscription.cancel_at_period_end ? ", ends with the period" : ""}`;
    const isRunning = subscription.status !== "canceled";
    const actions = group([
      isRunning && button("Advance to the renewal", "advance", subscription.id),
      isRunning && price.recurring?.interval === "year" && button("Let a month pass", "month", subscription.id),
    ]);
    const amount = `${money(price.unit_amount, price.currency)} per ${price.recurring?.interval ?? "month"}`;
    return row(
      customerName(stripe, subscription.customer),
      `${name}<br>${amount}`,
      status,
      date(current_period_end),
      actions,
    );
  });
}

function chargeRows(stripe: Controls): string[] {
  return stripe.all("charge").map((charge) => {
    const dispute = stripe.all("dispute").find((each) => each.charge === charge.id);
    const state = [
      charge.status,
      charge.amount_refunded > 0 && `${money(charge.amount_refunded, charge.currency)} refunded`,
      dispute && `dispute: ${dispute.status.replaceAll("_", " ")}`,
    ];
    const isOpen = dispute?.status === "needs_response" || dispute?.status === "under_review";
    const isPaid = charge.status === "succeeded" && !charge.disputed;
    const actions = [
      isPaid && !charge.refunded && button("Refund", "refund", charge.id),
      isPaid && charge.amount - charge.amount_refunded > 1 && button("Refund half", "refund-half", charge.id),
      isPaid && button("Open a dispute", "dispute", charge.id),
      isOpen && button("Decide for us", "won", dispute.id),
      isOpen && button("Decide against us", "lost", dispute.id),
    ];
    const who = customerName(stripe, charge.customer);
    return row(
      who,
      money(charge.amount, charge.currency),
      state.filter(Boolean).join(", "),
      date(charge.created),
      group(actions),
    );
  });
}

function openRows(stripe: Controls): string[] {
  const sessions = stripe.all("checkout.session").filter(({ status }) => status === "open");
  const invoices = stripe.all("invoice").filter(({ status }) => status === "open");
  return [
    ...sessions.map(({ id, customer, amount_total, currency, url }) =>
      row(
        customerName(stripe, customer),
        `<a href="${escapeHtml(url ?? "")}">Checkout</a>`,
        money(amount_total, currency),
        button("Expire", "expire", id),
      ),
    ),
    ...invoices.map(({ id, customer, number, amount_due, currency, attempt_count }) =>
      row(
        customerName(stripe, customer),
        `Invoice ${escapeHtml(number ?? "")}, ${attempt_count} attempts`,
        money(amount_due, currency),
        button("Try again", "retry", id),
      ),
    ),
  ];
}

function eventRows(stripe: Controls): string[] {
  return stripe
    .all("event")
    .slice(0, 25)
    .map((event) => {
      const last = stripe.webhooks.answers.findLast(({ id }) => id === event.id);
      const answer = last ? (last.status === 0 ? "no answer" : String(last.status)) : "not sent";
      return row(
        `<code>${event.type}</code><br><code class="muted">${event.id}</code>`,
        date(event.created),
        answer,
        button("Send again", "resend", event.id),
      );
    });
}

function webhookCard(stripe: Controls): string {
  const { webhooks } = stripe;
  const state = `${webhooks.pending.length} waiting${webhooks.held ? ", held back" : ""}${webhooks.copyCount > 1 ? ", each sent twice" : ""}`;
  const buttons = [
    webhooks.held ? button("Release", "release", "") : button("Hold back", "hold", ""),
    webhooks.held && button("Release in another order", "shuffle", ""),
    webhooks.copyCount > 1 ? button("Send each once", "once", "") : button("Send each twice", "twice", ""),
    button("Fail the next request", "fail", "error"),
    button("Lose the next answer", "fail", "lost answer"),
    button("Limit the rate of the next request", "fail", "rate limit"),
  ];
  return `<section class="card"><h2>Webhooks and faults</h2><p>${state}</p>${group(buttons)}</section>`;
}

export function controlPage(stripe: Controls): Page {
  const { said } = stripe;
  stripe.said = null;
  const body = `<main class="wide"><h1>What happens at Stripe</h1>${message(said, true)}
${table("Subscriptions", ["Customer", "Plan", "Status", "Period ends", "Action"], subscriptionRows(stripe), "None yet. Buy a plan in the app.")}
${table("Payments", ["Customer", "Amount", "State", "When", "Action"], chargeRows(stripe), "None yet.")}
${table("Open", ["Customer", "What", "Amount", "Action"], openRows(stripe), "No open checkout pages or invoices.")}
${webhookCard(stripe)}
${table("Last events", ["Event", "When", "Answer of the app", "Action"], eventRows(stripe), "None yet.")}</main>`;
  return { title: "Control", body };
}

/** Does what a button says. Returns what was done. */
export async function performControl(stripe: Controls, form: URLSearchParams): Promise<string> {
  const id = form.get("id") ?? "";
  const { webhooks } = stripe;
  switch (form.get("do")) {
    case "advance":
      return `The subscription is ${stripe.advance(id).status.replaceAll("_", " ")}.`;
    case "month":
      return `The period now ends on ${date(itemOf(stripe.passMonth(id)).current_period_end)}.`;
    case "refund":
      return `${money(stripe.refund(id).amount, "usd")} refunded.`;
    case "refund-half": {
      const { amount, amount_refunded } = stripe.get("charge", id);
      return `${money(stripe.refund(id, Math.ceil((amount - amount_refunded) / 2)).amount, "usd")} refunded.`;
    }
    case "dispute":
      stripe.dispute(id);
      return "The dispute is open.";
    case "won":
    case "lost":
      return `The dispute is ${stripe.decide(id, form.get("do") === "won" ? "won" : "lost").status}.`;
    case "expire":
      stripe.expire(id);
      return "The checkout page has expired.";
    case "retry":
      return `The invoice is ${stripe.retry(id).status ?? "open"}.`;
    case "resend":
      return `The app answered ${await webhooks.resend(stripe.get("event", id))}.`;
    case "hold":
      webhooks.hold();
      return "Events are held back.";
    case "shuffle":
      webhooks.shuffle(Date.now());
      await webhooks.release();
      return "Events were sent in another order.";
    case "release":
      await webhooks.release();
      return "Events were sent.";
    case "twice":
      webhooks.duplicate(2);
      return "Each event is sent twice.";
    case "once":
      webhooks.duplicate(1);
      return "Each event is sent once.";
    case "fail":
      stripe.faults.failNext(1, id as Fault);
      return "The next request to the API fails.";
    default:
      return "Nothing was done.";
  }
}
