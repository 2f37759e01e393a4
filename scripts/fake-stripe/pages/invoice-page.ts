// Invoices and receipts, as the links in objects and in the portal show them.
import { escapeHtml } from "@/lib/design/escape-html";
import type { Page } from "../http";
import { get } from "../state";
import type { World } from "../world";
import { date, money } from "./layout";

export function invoicePage(world: World, id: string): Page {
  const invoice = get(world.state, "invoice", id);
  const lines = invoice.lines.data.map(
    ({ description, amount, currency, period }) =>
      `<tr><td>${escapeHtml(description ?? "")}<br><span class="muted">${date(period.start)} to ${date(period.end)}</span></td><td>${money(amount, currency)}</td></tr>`,
  );
  const body = `<main class="narrow"><div class="card"><h1>Invoice ${escapeHtml(invoice.number ?? "")}</h1>
<p class="muted">${date(invoice.created)}, ${invoice.status ?? ""}</p><table><tbody>${lines.join("")}
<tr><th scope="row">Total</th><td>${money(invoice.total, invoice.currency)}</td></tr>
<tr><th scope="row">Due</th><td>${money(invoice.amount_due, invoice.currency)}</td></tr></tbody></table></div></main>`;
  return { title: `Invoice ${invoice.number ?? ""}`, body };
}

export function receiptPage(world: World, id: string): Page {
  const charge = get(world.state, "charge", id);
  const refunded = charge.amount_refunded > 0 ? `<p>${money(charge.amount_refunded, charge.currency)} refunded</p>` : "";
  const body = `<main class="narrow"><div class="card"><h1>Receipt</h1><p class="amount">${money(charge.amount, charge.currency)}</p>
<p class="muted">${date(charge.created)}</p><p>${escapeHtml(charge.description ?? "Payment")}</p>${refunded}</div></main>`;
  return { title: "Receipt", body };
}
