import { request } from "node:http";
import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { checkoutOf, startSimulator, subscribe } from "@/tests/factories/fake-stripe";

type Fields = Record<string, string>;

const post = (url: string, fields: Fields, headers: Fields = {}) =>
  fetch(url, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });

/** The hidden fields of the form whose button has this label. */
function formOf(html: string, label: string): Fields {
  const form = html.split("<form").find((each) => each.includes(`>${label}</button>`)) ?? "";
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  if (fields.length === 0) throw new Error(`There is no button ${label} in ${html}`);
  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
}

const CARD = { number: "4242 4242 4242 4242", expiry: "12/40", cvc: "123", name: "Ada" };

async function startPortal(params: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) {
  const simulator = await startSimulator();
  const { client, stripe } = simulator;
  const { customer, subscription, item } = await subscribe(simulator);
  const product = await client.products.create({ name: "Premium" });
  const recurring = { interval: "month" } as const;
  const premium = await client.prices.create({ product: product.id, currency: "usd", unit_amount: 9_900, recurring });
  const open = async (more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) =>
    client.billingPortal.sessions.create({
      customer: customer.id,
      return_url: "http://localhost:3000/billing",
      ...params,
      ...more,
    });
  const { url } = await open();
  const html = async () => (await fetch(url)).text();
  const press = async (label: string, more: Fields = {}) =>
    (await post(url, { ...formOf(await html(), label), ...more })).text();
  const current = () => client.subscriptions.retrieve(subscription.id);
  return { client, stripe, customer, subscription, item, premium, url, html, press, current, open };
}

describe("the portal", () => {
  it("switches the plan and charges for it", async () => {
    const { press, premium, current } = await startPortal();
    expect(await press("Switch plan", { price: premium.id })).toContain("The plan was changed.");
    const after = await current();
    expect(after.items.data[0]!.price.id).toBe(premium.id);
    expect(after).toMatchObject({ status: "active" });
  });

  it("charges a larger plan at once for a new period, and lets a smaller one wait, if its configuration says so", async () => {
    const { client, stripe, open, subscription, premium, current } = await startPortal();
    const product = (await client.products.create({ name: "Basic" })).id;
    const recurring = { interval: "month" } as const;
    const basic = await client.prices.create({ product, currency: "usd", unit_amount: 1_900, recurring });
    const products = [premium, basic].map(({ id, product }) => ({ product: product as string, prices: [id] }));
    const configuration = await client.billingPortal.configurations.create({
      features: {
        subscription_update: {
          ...{ enabled: true, default_allowed_updates: ["price"], products },
          ...{ proration_behavior: "always_invoice", billing_cycle_anchor: "now" },
          schedule_at_period_end: { conditions: [{ type: "decreasing_item_amount" }, { type: "shortening_interval" }] },
        },
      },
    });
    const { url } = await open({ configuration: configuration.id });
    const priceNow = async () => (await current()).items.data[0]!.price.id;
    const switchTo = async (price: string) =>
      (await post(url, { do: "switch", subscription: subscription.id, price })).text();
    expect(await switchTo(premium.id)).toContain("The plan was changed.");
    expect(stripe.all("invoice")[0]).toMatchObject({ status: "paid", billing_reason: "subscription_update" });
    expect(stripe.all("invoice")[0]!.amount_paid).toBeGreaterThan(6_900);
    expect((await current()).items.data[0]!.current_period_start).toBe((await current()).billing_cycle_anchor);

    expect(await switchTo(basic.id)).toContain("Changes to");
    expect(await current()).toMatchObject({ schedule: expect.stringContaining("sub_sched_") as string });
    expect([await priceNow(), stripe.all("invoice").length]).toEqual([premium.id, 2]);
    await post(url, { do: "keep-price", subscription: subscription.id });
    stripe.advance(subscription.id);
    expect(await priceNow()).toBe(premium.id);
    await switchTo(basic.id);
    stripe.advance(subscription.id);
    expect(await priceNow()).toBe(basic.id);
    expect(await current()).toMatchObject({ schedule: null, status: "active" });
    expect(stripe.all("invoice")[0]).toMatchObject({ amount_due: 1_900, billing_reason: "subscription_cycle" });
  });

  it("cancels at the end of the period, takes that back, and cancels now", async () => {
    const { press, current } = await startPortal();
    await press("Cancel at the end of the period");
    expect(await current()).toMatchObject({ cancel_at_period_end: true, status: "active" });
    await press("Do not cancel");
    expect(await current()).toMatchObject({ cancel_at_period_end: false, status: "active" });
    expect(await press("Cancel now")).toContain("No plan at present.");
    expect(await current()).toMatchObject({ status: "canceled" });
  });

  it("changes the card, with which an open invoice can be paid", async () => {
    const { url, stripe, subscription, press, current } = await startPortal();
    const save = async (number: string) => (await post(url, { do: "card", ...CARD, number })).text();
    expect(await save("4000 0000 0000 0002")).toContain("Your card was declined.");
    expect(await save("4000 0000 0000 0341")).toContain("The card was changed.");
    expect(stripe.advance(subscription.id).status).toBe("past_due");
    expect(await press("Pay")).toContain("The card was declined.");
    await save(CARD.number);
    expect(await press("Pay")).toContain("The invoice was paid.");
    expect(await current()).toMatchObject({ status: "active" });
  });

  it("offers only what its configuration allows", async () => {
    const { client, open, subscription, premium, item } = await startPortal();
    const configuration = await client.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true }, subscription_cancel: { enabled: true, mode: "at_period_end" } },
    });
    const { url } = await open({ configuration: configuration.id });
    const html = await (await fetch(url)).text();
    expect(html).toContain("Cancel at the end of the period");
    for (const label of ["Cancel now", "Switch plan"]) expect(html).not.toContain(label);
    const response = await post(url, { do: "switch", subscription: subscription.id, price: premium.id });
    expect(response.status).toBe(400);
    expect((await client.subscriptions.retrieve(subscription.id)).items.data[0]!.price.id).toBe(item.price.id);
  });

  it("returns to the app after the one thing that it was opened for", async () => {
    const { open, subscription, item, premium, current } = await startPortal();
    const { url } = await open({
      flow_data: {
        type: "subscription_update_confirm",
        subscription_update_confirm: { subscription: subscription.id, items: [{ id: item.id, price: premium.id }] },
        after_completion: { type: "redirect", redirect: { return_url: "http://localhost:3000/done" } },
      },
    });
    const page = await fetch(url);
    expect(page.headers.get("content-security-policy")).toContain("http://localhost:3000");
    const response = await post(url, formOf(await page.text(), "Confirm"));
    expect(response.headers.get("location")).toBe("http://localhost:3000/done");
    expect((await current()).items.data[0]!.price.id).toBe(premium.id);
  });

  it("shows nothing of another customer", async () => {
    const { url, client, stripe } = await startPortal();
    const other = await client.customers.create({ name: "Southwind" });
    const session = await checkoutOf(client, other.id);
    const paid = stripe.pay(session.id);
    const response = await post(url, { do: "cancel-now", subscription: paid.subscription as string });
    expect(response.status).toBe(400);
    expect(stripe.get("subscription", paid.subscription as string).status).toBe("active");
  });

  it("cannot be found without its secret address, or after an hour", async () => {
    const { url, stripe } = await startPortal();
    const [session] = stripe.all("billing_portal.session");
    expect((await fetch(`${stripe.url}/p/session/${session!.id}`)).status).toBe(400);
    stripe.world.state.objects["billing_portal.session"][session!.id] = { ...session!, created: session!.created - 3_601 };
    expect((await fetch(url)).status).toBe(400);
  });
});

describe("the control page", () => {
  it("renews, refunds, disputes, and sends events again", async () => {
    const { stripe, subscription, customer } = await startPortal();
    const html = async () => (await fetch(`${stripe.url}/`)).text();
    const press = async (label: string) => {
      const response = await post(`${stripe.url}/`, formOf(await html(), label));
      expect(response.headers.get("location")).toBe("/");
      return html();
    };
    expect(await press("Advance to the renewal")).toContain("The subscription is active.");
    expect(stripe.all("invoice").filter((each) => each.customer === customer.id)).toHaveLength(2);
    expect(await press("Refund half")).toContain("$14.50 refunded.");
    expect(await press("Open a dispute")).toContain("The dispute is open.");
    expect(await press("Decide against us")).toContain("The dispute is lost.");
    expect(await press("Send again")).toContain("The app answered 0.");
    expect(stripe.get("subscription", subscription.id).status).toBe("active");
    await press("Fail the next request");
    expect(stripe.faults.next("GET /v1/customers")).toBe("error");
  });

  it("shows names of customers as text", async () => {
    const { stripe, client } = await startPortal();
    const customer = await client.customers.create({ name: "<script>alert(1)</script>" });
    await checkoutOf(client, customer.id);
    const html = await (await fetch(`${stripe.url}/`)).text();
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script");
  });
});

describe("every page", () => {
  it("allows nothing but its own style and forms", async () => {
    const { url, stripe } = await startPortal();
    for (const address of [url, `${stripe.url}/`, `${stripe.url}/nothing`]) {
      const response = await fetch(address);
      const policy = response.headers.get("content-security-policy");
      expect(policy).toMatch(/^default-src 'none'; style-src 'nonce-[^']+'; form-action 'self'/);
      const html = await response.text();
      expect(html).not.toMatch(/ style=|<script|onclick/);
      expect(html).toContain("Stripe simulator.");
    }
  });

  it("refuses forms of other websites, and requests under another name", async () => {
    const { url, stripe } = await startPortal();
    expect((await post(url, { do: "card", ...CARD }, { origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await post(url, { do: "card", ...CARD }, { origin: "null" })).status).toBe(403);
    expect((await post(url, { do: "card", ...CARD }, { origin: stripe.url })).status).toBe(200);
    const status = await new Promise((resolve, reject) => {
      const { port } = new URL(stripe.url);
      const asked = request({ host: "127.0.0.1", port, path: "/", headers: { host: "elsewhere.example" } }, (response) =>
        resolve(response.resume().statusCode),
      );
      asked.on("error", reject).end();
    });
    expect(status).toBe(403);
  });
});
