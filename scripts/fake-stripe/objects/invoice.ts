// Invoices of subscriptions: what they list, and what they charge. https://docs.stripe.com/api/invoices
import { get, newId } from "../state";
import type { Invoice, InvoiceLine, Subscription } from "../wire";
import { change, emit, now, put, type World } from "../world";

export interface LineDraft {
  amount: number;
  description: string;
  price: string;
  product: string;
  quantity: number;
  period: { start: number; end: number };
  proration: boolean;
}

function newLine(draft: LineDraft, invoice: string, subscription: Subscription, currency: string): InvoiceLine {
  return {
    id: newId("invoice").replace(/^in_/, "il_"),
    object: "line_item",
    amount: draft.amount,
    currency,
    description: draft.description,
    discount_amounts: [],
    discountable: !draft.proration,
    discounts: [],
    invoice,
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: draft.proration,
        proration_details: null,
        subscription: subscription.id,
        subscription_item: subscription.items.data[0]?.id ?? "",
      },
      type: "subscription_item_details",
    },
    period: draft.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: draft.price, product: draft.product },
      type: "price_details",
      unit_amount_decimal: String(Math.round(draft.amount / draft.quantity)),
    },
    quantity: draft.quantity,
    quantity_decimal: String(draft.quantity),
    subscription: subscription.id,
    subtotal: draft.amount,
    taxes: [],
  };
}

function nextNumber(world: World, customerId: string): string {
  const { invoice_prefix } = get(world.state, "customer", customerId);
  const { invoiceNumbers } = world.state.hidden;
  const number = (invoiceNumbers[customerId] ?? 0) + 1;
  invoiceNumbers[customerId] = number;
  return `${invoice_prefix}-${String(number).padStart(4, "0")}`;
}

/** Creates and finalizes an invoice. A negative total becomes credit of the customer, which later invoices use. */
export function createInvoice(
  world: World,
  subscription: Subscription,
  reason: "subscription_create" | "subscription_cycle" | "subscription_update",
  drafts: LineDraft[],
): Invoice {
  const customer = get(world.state, "customer", subscription.customer);
  const id = newId("invoice");
  const { currency } = subscription;
  const total = drafts.reduce((sum, { amount }) => sum + amount, 0);
  const balance = Math.min(customer.balance + total, 0);
  const amount_due = Math.max(total + customer.balance, 0);
  const [first] = drafts;
  const invoice = {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Stripe simulator",
    account_tax_ids: null,
    amount_due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: amount_due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: false,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: "charge_automatically",
    created: now(),
    currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: now(),
    ending_balance: balance,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: `${world.baseUrl}/i/${id}`,
    invoice_pdf: `${world.baseUrl}/i/${id}`,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: "list",
      data: drafts.map((draft) => newLine(draft, id, subscription, currency)),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: nextNumber(world, customer.id),
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: "subscription_details",
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: reason === "subscription_cycle" ? (first?.period.start ?? now()) : now(),
    period_start: reason === "subscription_cycle" ? (subscription.items.data[0]?.current_period_start ?? now()) : now(),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: "open",
    status_transitions: { finalized_at: now(), marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: now(),
  } satisfies Invoice;
  put(world, "invoice", invoice);
  emit(world, "invoice.created", invoice);
  emit(world, "invoice.finalized", invoice);
  if (balance !== customer.balance) change(world, "customer", customer.id, { balance }, "customer.updated");
  change(world, "subscription", subscription.id, { latest_invoice: id });
  return invoice;
}
