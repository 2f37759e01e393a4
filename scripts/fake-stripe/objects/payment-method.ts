// Cards of customers. https://docs.stripe.com/api/payment_methods
import { createHash } from "node:crypto";
import type { CheckedCard } from "../cards";
import { get, newId } from "../state";
import type { PaymentMethod } from "../wire";
import { change, emit, now, put, type World } from "../world";

export function attachCard(
  world: World,
  customer: string | null,
  checked: CheckedCard,
  email: string | null,
): PaymentMethod {
  const { card, exp_month, exp_year, name } = checked;
  const method = {
    id: newId("payment_method"),
    object: "payment_method",
    allow_redisplay: "limited",
    billing_details: { address: null, email, name, phone: null, tax_id: null },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      exp_month,
      exp_year,
      fingerprint: createHash("sha256").update(card.number).digest("base64url").slice(0, 16),
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: now(),
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  } satisfies PaymentMethod;
  put(world, "payment_method", method);
  const decline = card.declines ?? card.declinesLater;
  if (decline) world.state.hidden.declines[method.id] = decline;
  if (customer) emit(world, "payment_method.attached", method);
  return method;
}

/** Makes the card pay the customer's invoices from now on, also those of existing subscriptions. */
export function makeDefault(world: World, customerId: string, methodId: string): void {
  const customer = get(world.state, "customer", customerId);
  const invoice_settings = { ...customer.invoice_settings, default_payment_method: methodId };
  change(world, "customer", customerId, { invoice_settings }, "customer.updated");
}
