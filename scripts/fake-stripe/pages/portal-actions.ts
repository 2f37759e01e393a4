// What a customer does in the portal.
import { checkCard, declineOf } from "../cards";
import type { Controls } from "../controls";
import { invalid } from "../failure";
import { attachCard, makeDefault } from "../objects/payment-method";
import { itemOf } from "../objects/subscription";
import { releaseSchedule, schedulePrice } from "../objects/subscription-schedule";
import { cancelSubscription, updateSubscription } from "../objects/subscription-update";
import { offersOf } from "../offers";
import type { PortalConfiguration, PortalSession, Price, Subscription } from "../wire";
import { act, change, type World } from "../world";
import { cardIn } from "./card-form";

export interface Outcome {
  text: string;
  isGood: boolean;
}

const done = (text: string): Outcome => ({ text, isGood: true });
const problem = (text: string): Outcome => ({ text, isGood: false });

function changeCard(world: World, customer: string, form: URLSearchParams): Outcome {
  const checked = checkCard(cardIn(form));
  if (typeof checked === "string") return problem(checked);
  if (checked.card.declines) return problem(declineOf(checked.card.declines).message);
  act(world, null, () => {
    const method = attachCard(world, customer, checked, null);
    makeDefault(world, customer, method.id);
    for (const subscription of Object.values(world.state.objects.subscription)) {
      if (subscription.customer !== customer || subscription.status === "canceled") continue;
      const changes = { default_payment_method: method.id };
      change(world, "subscription", subscription.id, changes, "customer.subscription.updated");
    }
  });
  return done("The card was changed.");
}

const DAYS = { day: 1, week: 7, month: 30, year: 365 };
const daysOf = ({ recurring }: Price) => DAYS[recurring?.interval ?? "month"] * (recurring?.interval_count ?? 1);

/** Whether the configuration lets this change wait for the end of the period. */
function waits({ features }: PortalConfiguration, current: Price, next: Price): boolean {
  const isSmaller = (next.unit_amount ?? 0) < (current.unit_amount ?? 0);
  const isShorter = daysOf(next) < daysOf(current);
  return features.subscription_update.schedule_at_period_end.conditions.some(({ type }) =>
    type === "decreasing_item_amount" ? isSmaller : isShorter,
  );
}

function switchPrice(world: World, configuration: PortalConfiguration, subscription: Subscription, price: string): Outcome {
  const next = offersOf(world, configuration, subscription).find(({ id }) => id === price);
  if (!next) throw invalid("This price is not on offer.");
  const current = itemOf(subscription);
  if (waits(configuration, current.price, next)) {
    act(world, null, () => schedulePrice(world, subscription.id, price));
    return done("The plan changes at the end of the period.");
  }
  const { proration_behavior, billing_cycle_anchor } = configuration.features.subscription_update;
  const params = {
    items: [{ id: current.id, price }],
    proration_behavior,
    ...(billing_cycle_anchor && { billing_cycle_anchor }),
  };
  const after = act(world, null, () => {
    releaseSchedule(world, subscription.id);
    return updateSubscription(world, subscription.id, params);
  });
  return after.status === "past_due"
    ? problem("The plan was changed, but the card was declined. Change the card and pay the invoice below.")
    : done("The plan was changed.");
}

/** @throws StripeFailure if the portal does not offer this */
export function performInPortal(
  stripe: Controls,
  session: PortalSession,
  configuration: PortalConfiguration,
  form: URLSearchParams,
): Outcome {
  const { world } = stripe;
  const { features } = configuration;
  const what = form.get("do");
  if (what === "card" && features.payment_method_update.enabled) return changeCard(world, session.customer, form);
  if (what === "pay") {
    const invoice = stripe.get("invoice", form.get("invoice") ?? "");
    if (invoice.customer !== session.customer) throw invalid("This invoice belongs to another customer.");
    return stripe.retry(invoice.id).status === "paid" ? done("The invoice was paid.") : problem("The card was declined.");
  }
  const subscription = stripe.get("subscription", form.get("subscription") ?? "");
  if (subscription.customer !== session.customer) throw invalid("This subscription belongs to another customer.");
  const update = (cancel_at_period_end: "true" | "false") =>
    act(world, null, () => updateSubscription(world, subscription.id, { cancel_at_period_end }));
  if (what === "switch" && features.subscription_update.enabled)
    return switchPrice(world, configuration, subscription, form.get("price") ?? "");
  if (what === "keep-price") {
    act(world, null, () => releaseSchedule(world, subscription.id));
    return done("The plan stays as it is.");
  }
  if (what === "keep") {
    update("false");
    return done("The plan goes on.");
  }
  if (what === "cancel" && features.subscription_cancel.enabled) {
    update("true");
    return done("The plan ends with the current period.");
  }
  if (what === "cancel-now" && features.subscription_cancel.enabled) {
    act(world, null, () => cancelSubscription(world, subscription.id, {}));
    return done("The plan has ended.");
  }
  throw invalid("The portal does not offer this.");
}
