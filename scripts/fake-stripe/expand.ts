// Replaces ids by the objects that a request asks for with `expand`. https://docs.stripe.com/api/expanding_objects
import { invalid } from "./failure";
import { all, findById } from "./state";
import type { World } from "./world";

const MAX_DEPTH = 4;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

const listOf = (data: unknown[], url: string) => ({ object: "list", data, has_more: false, url });

/** Lists that an object carries only on request. */
function included(world: World, object: Json, name: string): unknown {
  const id = String(object.id);
  const { state } = world;
  switch (`${String(object.object)}.${name}`) {
    case "checkout.session.line_items":
      return listOf(state.hidden.lineItems[id] ?? [], `/v1/checkout/sessions/${id}/line_items`);
    case "invoice.payments":
      return listOf(
        all(state, "invoice_payment").filter(({ invoice }) => invoice === id),
        `/v1/invoice_payments?invoice=${id}`,
      );
    case "charge.refunds":
      return listOf(
        all(state, "refund").filter(({ charge }) => charge === id),
        `/v1/refunds?charge=${id}`,
      );
    case "customer.subscriptions":
      return listOf(
        all(state, "subscription").filter(({ customer, status }) => customer === id && status !== "canceled"),
        `/v1/subscriptions?customer=${id}`,
      );
    default:
      return undefined;
  }
}

function expandOne(world: World, object: Json, [name = "", ...rest]: string[], path: string): void {
  const current = Object.hasOwn(object, name) ? object[name] : included(world, object, name);
  if (current === undefined) throw invalid(`This property cannot be expanded (${path}).`, "expand");
  if (current === null) return;
  const found = typeof current === "string" ? findById(world.state, current) : current;
  if (!found) throw invalid(`This property cannot be expanded (${path}).`, "expand");
  const copy = structuredClone(found);
  object[name] = copy;
  if (rest.length === 0) return;
  if (Array.isArray(copy)) for (const each of copy) if (isObject(each)) expandOne(world, each, rest, path);
  if (isObject(copy)) expandOne(world, copy, rest, path);
}

/** A copy of an object with what the paths name. */
export function expandPaths(world: World, object: object, paths: string[]): object {
  const copy = structuredClone(object) as Json;
  for (const path of paths) {
    const parts = path.split(".");
    if (parts.filter((part) => part !== "data").length > MAX_DEPTH)
      throw invalid("You cannot expand more than 4 levels of a property.", "expand", "property_expansion_max_depth");
    expandOne(world, copy, parts, path);
  }
  return copy;
}
