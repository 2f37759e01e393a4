// Lists of objects: filtered, the newest first, by pages. https://docs.stripe.com/api/pagination
import { z } from "zod";
import { invalid } from "./failure";
import type { Params } from "./form";
import { flag, page, parse, text } from "./parse";
import { all, get, type Collections, type Kind } from "./state";
import type { List } from "./wire";
import type { World } from "./world";

const by = <T extends string>(...names: T[]) =>
  Object.fromEntries(names.map((name) => [name, text.optional()])) as Record<T, z.ZodOptional<z.ZodString>>;

const FILTERS: Partial<Record<Kind, z.ZodRawShape>> = {
  customer: by("email"),
  product: { active: flag.optional(), ids: z.array(text).optional() },
  price: {
    ...by("product", "type"),
    active: flag.optional(),
    lookup_keys: z.array(text).max(10).optional(),
    recurring: z.strictObject({ interval: text }).optional(),
  },
  subscription: by("customer", "status", "price"),
  invoice: by("customer", "status", "subscription"),
  invoice_payment: {
    ...by("invoice", "status"),
    payment: z.strictObject({ type: z.literal("payment_intent"), payment_intent: text }).optional(),
  },
  "checkout.session": by("customer", "payment_intent", "status", "subscription"),
  "billing_portal.configuration": { active: flag.optional(), is_default: flag.optional() },
  payment_method: by("customer", "type"),
  payment_intent: by("customer"),
  charge: by("customer", "payment_intent"),
  refund: by("charge", "payment_intent"),
  dispute: by("charge", "payment_intent"),
  event: { ...by("type"), types: z.array(text).max(20).optional() },
};

type Values = Record<string, unknown>;

/** Filters that are not the field of the same name. */
const SPECIAL: Record<string, (object: Values, wanted: never) => boolean> = {
  ids: ({ id }, wanted: string[]) => wanted.includes(String(id)),
  types: ({ type }, wanted: string[]) => wanted.includes(String(type)),
  lookup_keys: ({ lookup_key }, wanted: string[]) => wanted.includes(String(lookup_key)),
  recurring: ({ recurring }, { interval }: { interval: string }) =>
    (recurring as { interval?: string } | null)?.interval === interval,
  payment: ({ payment }, { payment_intent }: { payment_intent: string }) =>
    (payment as { payment_intent?: string }).payment_intent === payment_intent,
  "subscription.price": ({ items }, wanted: string) =>
    (items as List<{ price: { id: string } }>).data.some(({ price }) => price.id === wanted),
  "subscription.status": ({ status }, wanted: string) => wanted === "all" || status === wanted,
  "invoice.subscription": ({ parent }, wanted: string) =>
    (parent as { subscription_details: { subscription: string } }).subscription_details.subscription === wanted,
};

function matches(kind: Kind, object: Values, name: string, wanted: unknown): boolean {
  const special = SPECIAL[`${kind}.${name}`] ?? SPECIAL[name];
  return special ? special(object, wanted as never) : object[name] === wanted;
}

function isCreated({ created }: Values, range: unknown): boolean {
  if (range === undefined) return true;
  const at = Number(created);
  if (typeof range === "number") return at === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range as Record<string, number | undefined>;
  return at > gt && at >= gte && at < lt && at <= lte;
}

/** The page of a list that the parameters name. */
export function pageOf<T extends { id: string }>(
  items: T[],
  url: string,
  { limit = 10, starting_after, ending_before }: { limit?: number; starting_after?: string; ending_before?: string },
): List<T> {
  const indexOf = (id: string, param: string) => {
    const index = items.findIndex((each) => each.id === id);
    if (index < 0) throw invalid(`No such object: '${id}'`, param, "resource_missing");
    return index;
  };
  if (ending_before) {
    const end = indexOf(ending_before, "ending_before");
    return { object: "list", data: items.slice(Math.max(end - limit, 0), end), has_more: end > limit, url };
  }
  const start = starting_after ? indexOf(starting_after, "starting_after") + 1 : 0;
  return { object: "list", data: items.slice(start, start + limit), has_more: items.length > start + limit, url };
}

export function list<K extends Kind>(
  world: World,
  kind: K,
  params: Params,
  url: string,
): List<Collections[K] & { id: string }> {
  const {
    expand: _,
    limit,
    starting_after,
    ending_before,
    created,
    ...filters
  } = parse(z.strictObject({ ...FILTERS[kind], ...page }), params) as z.output<z.ZodObject<typeof page>> & Values;
  const wanted = Object.entries(filters).filter(([, value]) => value !== undefined);
  const { customer } = filters;
  if (typeof customer === "string" && !world.state.hidden.deletedCustomers.includes(customer))
    get(world.state, "customer", customer, "customer");
  const hidesEnded = kind === "subscription" && filters.status === undefined;
  const found = (all(world.state, kind) as (Collections[K] & { id: string })[]).filter((object) => {
    const values = object as unknown as Values;
    if (hidesEnded && values.status === "canceled") return false;
    return isCreated(values, created) && wanted.every(([name, value]) => matches(kind, values, name, value));
  });
  return pageOf(found, url, { limit, starting_after, ending_before });
}

export function retrieve(world: World, kind: Kind, id: string, params: Params): object {
  parse(z.strictObject({ expand: page.expand }), params);
  const deletion = kind === "customer" && world.state.hidden.deletedCustomers.includes(id);
  return deletion ? { id, object: "customer", deleted: true } : get(world.state, kind, id);
}
