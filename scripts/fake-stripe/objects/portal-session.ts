// Sessions of the customer portal. https://docs.stripe.com/api/customer_portal/sessions
import { z } from "zod";
import { invalid } from "../failure";
import type { Params } from "../form";
import { expand, httpUrl, parse, text } from "../parse";
import { get, newId, randomText } from "../state";
import type { PortalSession } from "../wire";
import { emit, now, put, type World } from "../world";
import { defaultConfiguration } from "./portal-configuration";

const flow = z.strictObject({
  type: z.enum(["payment_method_update", "subscription_cancel", "subscription_update", "subscription_update_confirm"]),
  after_completion: z
    .strictObject({
      type: z.enum(["hosted_confirmation", "portal_homepage", "redirect"]),
      redirect: z.strictObject({ return_url: httpUrl }).optional(),
    })
    .optional(),
  subscription_cancel: z.strictObject({ subscription: text }).optional(),
  subscription_update: z.strictObject({ subscription: text }).optional(),
  subscription_update_confirm: z
    .strictObject({
      subscription: text,
      items: z.array(z.strictObject({ id: text, price: text, quantity: text.optional() })).length(1),
    })
    .optional(),
});
const creation = z.strictObject({
  ...expand,
  customer: text,
  configuration: text.optional(),
  return_url: httpUrl.optional(),
  flow_data: flow.optional(),
  locale: text.optional(),
});

type Flow = NonNullable<PortalSession["flow"]>;

function flowOf(world: World, customer: string, asked: z.output<typeof flow>): Flow {
  const subject = asked.subscription_cancel ?? asked.subscription_update ?? asked.subscription_update_confirm;
  if (asked.type !== "payment_method_update") {
    const id = asked[asked.type]?.subscription;
    if (!id)
      throw invalid(
        `Missing required param: flow_data[${asked.type}][subscription].`,
        `flow_data[${asked.type}]`,
        "parameter_missing",
      );
    const subscription = get(world.state, "subscription", id, `flow_data[${asked.type}][subscription]`);
    if (subscription.customer !== customer)
      throw invalid("The subscription does not belong to the customer.", `flow_data[${asked.type}]`);
    if (subscription.status === "canceled") throw invalid("The subscription has ended.", `flow_data[${asked.type}]`);
  }
  const id = subject?.subscription ?? "";
  return {
    after_completion: {
      hosted_confirmation: null,
      redirect: asked.after_completion?.redirect ?? null,
      type: asked.after_completion?.type ?? "portal_homepage",
    },
    customer_update: null,
    subscription_cancel: asked.subscription_cancel ? { retention: null, subscription: id } : null,
    subscription_pause: null,
    subscription_update: asked.subscription_update ? { subscription: id } : null,
    subscription_update_confirm: asked.subscription_update_confirm
      ? {
          discounts: null,
          items: asked.subscription_update_confirm.items.map((each) => ({ ...each, quantity: Number(each.quantity ?? 1) })),
          subscription: id,
        }
      : null,
    type: asked.type,
  };
}

export function createPortalSession(world: World, params: Params): PortalSession {
  const asked = parse(creation, params);
  get(world.state, "customer", asked.customer, "customer");
  const configuration = asked.configuration
    ? get(world.state, "billing_portal.configuration", asked.configuration, "configuration")
    : defaultConfiguration(world);
  const id = newId("billing_portal.session");
  const session = {
    id,
    object: "billing_portal.session",
    configuration: configuration.id,
    created: now(),
    customer: asked.customer,
    customer_account: null,
    flow: asked.flow_data ? flowOf(world, asked.customer, asked.flow_data) : null,
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: asked.return_url ?? configuration.default_return_url,
    url: `${world.baseUrl}/p/session/${id}_${randomText(40)}`,
  } satisfies PortalSession;
  put(world, "billing_portal.session", session);
  emit(world, "billing_portal.session.created", session);
  return session;
}
