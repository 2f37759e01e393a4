// What a test, or a developer on the control page, can make happen at Stripe.
import { checkCard, type CardEntry } from "./cards";
import type { Faults } from "./faults";
import { decideDebit, startDebit } from "./objects/bank-debit";
import { completeCheckout } from "./objects/complete-checkout";
import { expireCheckoutSession } from "./objects/checkout-session";
import { decideDispute, openDispute } from "./objects/dispute";
import { attempt } from "./objects/invoice-payment";
import { createRefund, failRefund } from "./objects/refund";
import { itemOf, renew, settle } from "./objects/subscription";
import { shiftByMonth, shiftToRenewal } from "./objects/subscription-shift";
import { all, get, type Collections, type Kind } from "./state";
import type { Webhooks } from "./webhooks";
import type { CheckoutSession, Dispute, Event, Invoice, Refund, Subscription } from "./wire";
import { act, now, type World } from "./world";

const GOOD_CARD = { number: "4242 4242 4242 4242", expiry: "12 / 49", cvc: "123", name: "Ada Example" };

export class Controls {
  /** What the control page tells about the last action, once. */
  said: string | null = null;

  constructor(
    readonly world: World,
    readonly webhooks: Webhooks,
    readonly faults: Faults,
    /** How often each route of the API was asked, such as `POST /v1/customers` or `GET /v1/customers/:id`. */
    readonly counts: Readonly<Record<string, number>>,
  ) {}

  /** All objects of a kind, the newest first. */
  all<K extends Kind>(kind: K): Collections[K][] {
    return all(this.world.state, kind);
  }

  get<K extends Kind>(kind: K, id: string): Collections[K] {
    return get(this.world.state, kind, id);
  }

  /**
   * Pays as a customer does on the page of the session.
   * @throws Error with the message for the customer, if the card is declined
   */
  pay(session: string, { email, ...card }: Partial<CardEntry> & { email?: string } = {}): CheckoutSession {
    const checked = checkCard({ ...GOOD_CARD, ...card });
    const paid =
      typeof checked === "string"
        ? checked
        : act(this.world, null, () => completeCheckout(this.world, session, checked, email));
    if (typeof paid === "string") throw new Error(paid);
    return paid;
  }

  /** Pays by a debit of a bank account: the session is complete, and stays unpaid until `decideDebit`. */
  debit(session: string): CheckoutSession {
    return act(this.world, null, () => startDebit(this.world, session));
  }

  decideDebit(session: string, outcome: "succeeded" | "failed"): CheckoutSession {
    return act(this.world, null, () => decideDebit(this.world, session, outcome));
  }

  expire(session: string): CheckoutSession {
    return act(this.world, null, () => expireCheckoutSession(this.world, session));
  }

  /**
   * Ends the current period of a subscription now, by moving its past back in time: the clock of the app stays right. It renews
   * and is charged, or ends if it was canceled for this moment.
   */
  advance(subscription: string): Subscription {
    return act(this.world, null, () => {
      shiftToRenewal(this.world, subscription);
      return renew(this.world, subscription);
    });
  }

  /** Lets a month of a yearly subscription pass, after which a new monthly window begins in the app. */
  passMonth(subscription: string): Subscription {
    return act(this.world, null, () => shiftByMonth(this.world, subscription));
  }

  /** Tries once more to collect an open invoice. */
  retry(invoice: string): Invoice {
    return act(this.world, null, () => {
      const tried = attempt(this.world, invoice);
      settle(this.world, tried);
      return tried;
    });
  }

  /** @param amount everything that is left, if absent */
  refund(charge: string, amount?: number): Refund {
    const params = { charge, ...(amount !== undefined && { amount: String(amount) }) };
    return act(this.world, null, () => createRefund(this.world, params));
  }

  failRefund(refund: string): Refund {
    return act(this.world, null, () => failRefund(this.world, refund));
  }

  dispute(charge: string): Dispute {
    return act(this.world, null, () => openDispute(this.world, charge));
  }

  decide(dispute: string, outcome: "won" | "lost"): Dispute {
    return act(this.world, null, () => decideDispute(this.world, dispute, outcome));
  }

  /** Events of a type, or all, the oldest first. */
  events(type?: Event["type"]): Event[] {
    return this.all("event")
      .filter((event) => !type || event.type === type)
      .reverse();
  }

  /** Does what is due by the clock: renewals, further attempts to collect invoices, and expired checkout sessions. */
  tick(): void {
    for (const { id, status, expires_at } of this.all("checkout.session")) {
      if (status === "open" && expires_at <= now()) this.expire(id);
    }
    for (const { id, status, next_payment_attempt } of this.all("invoice")) {
      if (status === "open" && next_payment_attempt && next_payment_attempt <= now()) this.retry(id);
    }
    for (const subscription of this.all("subscription")) {
      const isRunning = subscription.status === "active" || subscription.status === "past_due";
      if (isRunning && itemOf(subscription).current_period_end <= now()) {
        act(this.world, null, () => renew(this.world, subscription.id));
      }
    }
  }
}
