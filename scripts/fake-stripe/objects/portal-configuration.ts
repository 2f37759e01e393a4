// What customers may do in the portal. https://docs.stripe.com/api/customer_portal/configurations
import { z } from "zod";
import { invalid } from "../failure";
import type { Params } from "../form";
import { expand, flag, httpUrl, mergeMetadata, metadata, parse, text } from "../parse";
import { all, get, newId } from "../state";
import type { PortalConfiguration } from "../wire";
import { change, emit, now, put, type World } from "../world";

const proration = z.enum(["always_invoice", "create_prorations", "none"]);
const features = z
  .strictObject({
    customer_update: z
      .strictObject({
        enabled: flag,
        allowed_updates: z.array(z.enum(["address", "email", "name", "phone", "shipping", "tax_id"])),
      })
      .partial(),
    invoice_history: z.strictObject({ enabled: flag }),
    payment_method_update: z.strictObject({ enabled: flag }),
    subscription_cancel: z
      .strictObject({ enabled: flag, mode: z.enum(["at_period_end", "immediately"]), proration_behavior: proration })
      .partial(),
    subscription_update: z
      .strictObject({
        enabled: flag,
        default_allowed_updates: z.array(z.enum(["price", "promotion_code", "quantity"])),
        billing_cycle_anchor: z.enum(["now", "unchanged"]),
        products: z.array(z.strictObject({ product: text, prices: z.array(text) })),
        proration_behavior: proration,
        schedule_at_period_end: z.strictObject({
          conditions: z.array(z.strictObject({ type: z.enum(["decreasing_item_amount", "shortening_interval"]) })),
        }),
      })
      .partial(),
  })
  .partial();

const fields = {
  ...expand,
  features: features.optional(),
  business_profile: z
    .strictObject({ headline: text, privacy_policy_url: httpUrl, terms_of_service_url: httpUrl })
    .partial()
    .optional(),
  default_return_url: httpUrl.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
};
const configurationCreation = z.strictObject({ ...fields, features });
const configurationUpdate = z.strictObject({ ...fields, active: flag.optional() });

type Features = PortalConfiguration["features"];

function featuresOf(asked: z.output<typeof features>, base: Features | null): Features {
  const { subscription_cancel: cancel, subscription_update: update } = asked;
  return {
    customer_update: {
      allowed_updates: asked.customer_update?.allowed_updates ?? base?.customer_update.allowed_updates ?? [],
      enabled: asked.customer_update?.enabled ?? base?.customer_update.enabled ?? false,
    },
    invoice_history: { enabled: asked.invoice_history?.enabled ?? base?.invoice_history.enabled ?? false },
    payment_method_update: {
      enabled: asked.payment_method_update?.enabled ?? base?.payment_method_update.enabled ?? false,
      payment_method_configuration: null,
    },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: null, options: [] },
      enabled: cancel?.enabled ?? base?.subscription_cancel.enabled ?? false,
      mode: cancel?.mode ?? base?.subscription_cancel.mode ?? "at_period_end",
      proration_behavior: cancel?.proration_behavior ?? base?.subscription_cancel.proration_behavior ?? "none",
    },
    subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
    subscription_update: {
      billing_cycle_anchor: update?.billing_cycle_anchor ?? base?.subscription_update.billing_cycle_anchor ?? null,
      default_allowed_updates: update?.default_allowed_updates ?? base?.subscription_update.default_allowed_updates ?? [],
      enabled: update?.enabled ?? base?.subscription_update.enabled ?? false,
      products:
        update?.products?.map((each) => ({ ...each, adjustable_quantity: { enabled: false, maximum: null, minimum: 1 } })) ??
        base?.subscription_update.products ??
        null,
      proration_behavior: update?.proration_behavior ?? base?.subscription_update.proration_behavior ?? "none",
      schedule_at_period_end: update?.schedule_at_period_end ??
        base?.subscription_update.schedule_at_period_end ?? { conditions: [] },
      trial_update_behavior: "end_trial",
    },
  };
}

function assertProducts(world: World, { products }: NonNullable<z.output<typeof features>["subscription_update"]>): void {
  products?.forEach(({ product, prices }, index) => {
    const param = `features[subscription_update][products][${index}]`;
    get(world.state, "product", product, `${param}[product]`);
    for (const id of prices) {
      const price = get(world.state, "price", id, `${param}[prices]`);
      if (price.product !== product) throw invalid(`The price ${id} does not belong to the product ${product}.`, param);
      if (!price.active) throw invalid(`The price ${id} is inactive.`, param);
    }
  });
}

function storeConfiguration(
  world: World,
  asked: z.output<typeof configurationCreation>,
  is_default = false,
): PortalConfiguration {
  if (asked.features.subscription_update) assertProducts(world, asked.features.subscription_update);
  const configuration = {
    id: newId("billing_portal.configuration"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: {
      headline: asked.business_profile?.headline ?? null,
      privacy_policy_url: asked.business_profile?.privacy_policy_url ?? null,
      terms_of_service_url: asked.business_profile?.terms_of_service_url ?? null,
    },
    created: now(),
    default_return_url: asked.default_return_url ?? null,
    features: featuresOf(asked.features, null),
    is_default,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, asked.metadata),
    name: asked.name ?? null,
    updated: now(),
  } satisfies PortalConfiguration;
  return put(world, "billing_portal.configuration", configuration);
}

export function createPortalConfiguration(world: World, params: Params): PortalConfiguration {
  const configuration = storeConfiguration(world, parse(configurationCreation, params));
  emit(world, "billing_portal.configuration.created", configuration);
  return configuration;
}

export function updatePortalConfiguration(world: World, id: string, params: Params): PortalConfiguration {
  const current = get(world.state, "billing_portal.configuration", id);
  const asked = parse(configurationUpdate, params);
  if (asked.features?.subscription_update) assertProducts(world, asked.features.subscription_update);
  const changes = {
    active: asked.active ?? current.active,
    business_profile: { ...current.business_profile, ...asked.business_profile },
    default_return_url: asked.default_return_url ?? current.default_return_url,
    features: featuresOf(asked.features ?? {}, current.features),
    metadata: mergeMetadata(current.metadata ?? {}, asked.metadata),
    name: asked.name ?? current.name,
    updated: now(),
  };
  return change(world, "billing_portal.configuration", id, changes, "billing_portal.configuration.updated");
}

/** What an account has before anyone changes it in the dashboard: here, everything is allowed. */
export function defaultConfiguration(world: World): PortalConfiguration {
  const existing = all(world.state, "billing_portal.configuration").find((each) => each.is_default);
  const everything = {
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true },
    subscription_update: {
      enabled: true,
      default_allowed_updates: ["price" as const],
      proration_behavior: "always_invoice" as const,
    },
  };
  return existing ?? storeConfiguration(world, { features: everything }, true);
}
