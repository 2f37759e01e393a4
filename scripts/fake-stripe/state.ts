// What the simulator remembers: every object by its id, and what Stripe keeps but does not show.
import { randomBytes } from "node:crypto";
import type * as wire from "./wire";
import { missing } from "./failure";

export interface Collections {
  customer: wire.Customer;
  product: wire.Product;
  price: wire.Price;
  subscription: wire.Subscription;
  invoice: wire.Invoice;
  invoice_payment: wire.InvoicePayment;
  "checkout.session": wire.CheckoutSession;
  "billing_portal.session": wire.PortalSession;
  "billing_portal.configuration": wire.PortalConfiguration;
  payment_method: wire.PaymentMethod;
  payment_intent: wire.PaymentIntent;
  charge: wire.Charge;
  refund: wire.Refund;
  dispute: wire.Dispute;
  event: wire.Event;
}

export type Kind = keyof Collections;

const PREFIXES: Record<Kind, string> = {
  customer: "cus_",
  product: "prod_",
  price: "price_",
  subscription: "sub_",
  invoice: "in_",
  invoice_payment: "inpay_",
  "checkout.session": "cs_test_",
  "billing_portal.session": "bps_",
  "billing_portal.configuration": "bpc_",
  payment_method: "pm_",
  payment_intent: "pi_",
  charge: "ch_",
  refund: "re_",
  dispute: "du_",
  event: "evt_",
};

export const KINDS = Object.keys(PREFIXES) as Kind[];

/** An amount that the next invoice of a subscription adds to its price, after a change of the price within a period. */
export interface PendingItem {
  amount: number;
  description: string;
  price: string;
  product: string;
}

/** The data that a checkout session passes on to what it creates, and whether its customer gets the name on the card. */
export interface SessionData {
  metadata: Record<string, string>;
  description: string | null;
  /** A state that was stored earlier may lack it. */
  setsName?: boolean;
}

/** What Stripe keeps but does not show. */
export interface Hidden {
  /** The items of checkout sessions. */
  lineItems: Record<string, wire.LineItem[]>;
  sessionData: Record<string, SessionData>;
  /** Payment methods whose charges fail: the decline code by id. */
  declines: Record<string, string>;
  pendingItems: Record<string, PendingItem[]>;
  /** The price that a subscription has from its next period. A state that was stored earlier may lack these. */
  scheduledPrices?: Record<string, string>;
  /** How often the invoice of a customer was numbered. */
  invoiceNumbers: Record<string, number>;
  deletedCustomers: string[];
}

export interface State {
  objects: { [K in Kind]: Record<string, Collections[K]> };
  hidden: Hidden;
}

export function emptyState(): State {
  const objects = Object.fromEntries(KINDS.map((kind) => [kind, {}])) as State["objects"];
  const records = { lineItems: {}, sessionData: {}, declines: {}, pendingItems: {}, invoiceNumbers: {} };
  return { objects, hidden: { ...records, deletedCustomers: [] } };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Random text of letters and digits, slightly biased, which is harmless here. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
}

export function newId(kind: Kind): string {
  return `${PREFIXES[kind]}${randomText(kind === "checkout.session" ? 58 : 24)}`;
}

export const storeOf = <K extends Kind>(state: State, kind: K) => state.objects[kind] as Record<string, Collections[K]>;

/** @throws StripeFailure if there is no such object */
export function get<K extends Kind>(state: State, kind: K, id: string, param?: string): Collections[K] {
  const found = Object.hasOwn(state.objects[kind], id) ? state.objects[kind][id] : undefined;
  if (!found) throw missing(kind, id, param);
  return found;
}

/** The object with this id, of whichever kind. */
export function findById(state: State, id: string): unknown {
  const kind = KINDS.find((each) => id.startsWith(PREFIXES[each]));
  return kind && Object.hasOwn(state.objects[kind], id) ? state.objects[kind][id] : undefined;
}

/** All objects of a kind, the newest first. */
export function all<K extends Kind>(state: State, kind: K): Collections[K][] {
  return Object.values(storeOf(state, kind)).reverse();
}
