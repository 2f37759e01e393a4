// The part of Stripe's API that the simulator answers: method and path, and what handles them.
import { z } from "zod";
import { invalid, unknownUrl } from "./failure";
import type { Params } from "./form";
import { list, pageOf, retrieve } from "./lists";
import { createCheckoutSession, expireCheckoutSession } from "./objects/checkout-session";
import { createCustomer, deleteCustomer, updateCustomer } from "./objects/customer";
import { decideDispute, updateDispute } from "./objects/dispute";
import { attempt, cardError, voidInvoice } from "./objects/invoice-payment";
import { createPortalConfiguration, updatePortalConfiguration } from "./objects/portal-configuration";
import { createPortalSession } from "./objects/portal-session";
import { createPrice, createProduct, updatePrice, updateProduct } from "./objects/price";
import { createRefund } from "./objects/refund";
import { settle } from "./objects/subscription";
import { cancelSubscription, createSubscription, updateSubscription } from "./objects/subscription-update";
import { expand, page, parse, text } from "./parse";
import { get, type Kind } from "./state";
import type { Invoice } from "./wire";
import type { World } from "./world";

type Handler = (world: World, params: Params, id: string) => object;

const onlyExpand = z.strictObject(expand);

function payInvoice(world: World, params: Params, id: string): Invoice {
  const { payment_method } = parse(z.strictObject({ ...expand, payment_method: text.optional() }), params);
  const method = payment_method ? get(world.state, "payment_method", payment_method, "payment_method") : undefined;
  get(world.state, "invoice", id);
  const tried = attempt(world, id, method ? { method } : {});
  settle(world, tried);
  if (tried.status !== "paid") throw cardError(world, id, true);
  return get(world.state, "invoice", id);
}

function lineItems(world: World, params: Params, id: string): object {
  get(world.state, "checkout.session", id);
  const { limit, starting_after, ending_before } = parse(z.strictObject(page), params);
  const items = world.state.hidden.lineItems[id] ?? [];
  return pageOf(items, `/v1/checkout/sessions/${id}/line_items`, { limit, starting_after, ending_before });
}

const bare =
  (handle: (world: World, id: string) => object): Handler =>
  (world, params, id) => {
    parse(onlyExpand, params);
    return handle(world, id);
  };

/** Where objects of each kind are listed and retrieved. */
const COLLECTIONS: Record<string, Kind> = {
  "/v1/customers": "customer",
  "/v1/products": "product",
  "/v1/prices": "price",
  "/v1/subscriptions": "subscription",
  "/v1/invoices": "invoice",
  "/v1/invoice_payments": "invoice_payment",
  "/v1/checkout/sessions": "checkout.session",
  "/v1/billing_portal/configurations": "billing_portal.configuration",
  "/v1/payment_methods": "payment_method",
  "/v1/payment_intents": "payment_intent",
  "/v1/charges": "charge",
  "/v1/refunds": "refund",
  "/v1/disputes": "dispute",
  "/v1/events": "event",
};

const HANDLERS: Record<string, Handler> = {
  "POST /v1/customers": createCustomer,
  "POST /v1/customers/:id": (world, params, id) => updateCustomer(world, id, params),
  "DELETE /v1/customers/:id": bare(deleteCustomer),
  "POST /v1/products": createProduct,
  "POST /v1/products/:id": (world, params, id) => updateProduct(world, id, params),
  "POST /v1/prices": createPrice,
  "POST /v1/prices/:id": (world, params, id) => updatePrice(world, id, params),
  "POST /v1/checkout/sessions": createCheckoutSession,
  "POST /v1/checkout/sessions/:id/expire": bare(expireCheckoutSession),
  "GET /v1/checkout/sessions/:id/line_items": lineItems,
  "POST /v1/subscriptions": createSubscription,
  "POST /v1/subscriptions/:id": (world, params, id) => updateSubscription(world, id, params),
  "DELETE /v1/subscriptions/:id": (world, params, id) => cancelSubscription(world, id, params),
  "POST /v1/billing_portal/sessions": createPortalSession,
  "POST /v1/billing_portal/configurations": createPortalConfiguration,
  "POST /v1/billing_portal/configurations/:id": (world, params, id) => updatePortalConfiguration(world, id, params),
  "POST /v1/invoices/:id/pay": payInvoice,
  "POST /v1/invoices/:id/void": bare(voidInvoice),
  "POST /v1/refunds": createRefund,
  "POST /v1/disputes/:id": (world, params, id) => updateDispute(world, id, params),
  "POST /v1/disputes/:id/close": bare((world, id) => decideDispute(world, id, "lost")),
};

interface Route {
  handle: Handler;
  /** The route's pattern, for counting. */
  name: string;
  id: string;
}

/** @throws StripeFailure if the simulator has no such route */
export function findRoute(method: string, path: string): Route {
  const collection = COLLECTIONS[path];
  if (method === "GET" && collection) {
    return { name: `GET ${path}`, id: "", handle: (world, params) => list(world, collection, params, path) };
  }
  const direct = HANDLERS[`${method} ${path}`];
  if (direct) return { name: `${method} ${path}`, id: "", handle: direct };
  const [, base = "", id = "", action = ""] =
    /^(\/v1\/(?:checkout\/|billing_portal\/)?[a-z_]+)\/([\w-]+)((?:\/[a-z_]+)?)$/.exec(path) ?? [];
  const name = `${method} ${base}/:id${action}`;
  const handle = HANDLERS[name];
  if (handle) return { name, id, handle };
  const kind = COLLECTIONS[base];
  if (method === "GET" && kind && action === "")
    return { name, id, handle: (world, params, asked) => retrieve(world, kind, asked, params) };
  throw unknownUrl(method, path);
}

export function expansionsIn({ expand: paths }: Params): string[] {
  if (paths === undefined) return [];
  if (Array.isArray(paths) && paths.every((each) => typeof each === "string")) return paths;
  throw invalid("Invalid array", "expand");
}
