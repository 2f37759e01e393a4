// Customers. https://docs.stripe.com/api/customers
import type Stripe from "stripe";
import { z } from "zod";
import { expand, mergeMetadata, metadata, parse, text } from "../parse";
import type { Params } from "../form";
import { all, get, newId, randomText } from "../state";
import type { Customer, Wire } from "../wire";
import { change, emit, now, put, type World } from "../world";
import { end } from "./subscription";

const fields = {
  ...expand,
  name: text.optional(),
  email: text.optional(),
  description: text.optional(),
  phone: text.optional(),
  metadata: metadata.optional(),
  invoice_settings: z.strictObject({ default_payment_method: text.optional() }).optional(),
};
const schema = z.strictObject(fields);

export function createCustomer(world: World, params: Params): Customer {
  const { name, email, description, phone, ...rest } = parse(schema, params);
  const customer = {
    id: newId("customer"),
    object: "customer",
    address: null,
    balance: 0,
    created: now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: description || null,
    discount: null,
    email: email || null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: mergeMetadata({}, rest.metadata),
    name: name || null,
    next_invoice_sequence: 1,
    phone: phone || null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  } satisfies Customer;
  put(world, "customer", customer);
  emit(world, "customer.created", customer);
  return customer;
}

export function updateCustomer(world: World, id: string, params: Params): Customer {
  const customer = get(world.state, "customer", id);
  const { metadata: pairs, invoice_settings, expand: _, ...given } = parse(schema, params);
  const method = invoice_settings?.default_payment_method;
  if (method) get(world.state, "payment_method", method, "invoice_settings[default_payment_method]");
  const texts = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value || null]));
  const changes: Partial<Customer> = {
    ...texts,
    metadata: mergeMetadata(customer.metadata, pairs),
    ...(method !== undefined && {
      invoice_settings: { ...customer.invoice_settings, default_payment_method: method || null },
    }),
  };
  return change(world, "customer", id, changes, "customer.updated");
}

/** A customer who is deleted loses the subscriptions at once, and is found only as deleted from then on. */
export function deleteCustomer(world: World, id: string): Wire<Stripe.DeletedCustomer> {
  const customer = get(world.state, "customer", id);
  const running = all(world.state, "subscription").filter((each) => each.customer === id && each.status !== "canceled");
  for (const subscription of running) end(world, subscription.id, "cancellation_requested");
  Reflect.deleteProperty(world.state.objects.customer, id);
  world.state.hidden.deletedCustomers.push(id);
  emit(world, "customer.deleted", customer);
  return { id, object: "customer", deleted: true };
}
