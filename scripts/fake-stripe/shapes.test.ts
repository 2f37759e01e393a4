// Compares what the simulator answers with the types of Stripe's client, which are made from Stripe's published description of
// the API: the compiler checks every answer as a literal of its type, so that a missing field, one that Stripe does not have,
// and a value that Stripe does not document are errors.
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { checkoutOf, packItem, startSimulator, subscribe } from "@/tests/factories/fake-stripe";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILE = `${ROOT}scripts/fake-stripe/answers-of-this-test.ts`;

/** On the wire, decimal numbers are text. Enumerations have only the values that Stripe documents. */
const HEAD = `
import type Stripe from "stripe";
type Literals<V> = V extends string ? (string extends V ? never : V) : never;
type Deep<V> = [Literals<V>] extends [never] ? Each<V> : Literals<V> | Each<Exclude<V, string>>;
type Each<V> = V extends Stripe.Decimal ? string : V extends (infer U)[] ? Deep<U>[] : V extends object ? { [K in keyof V]: Deep<V[K]> } : V;
type EventOf<T> = Deep<Omit<Extract<Stripe.Event, { type: T }>, "api_version"> & { api_version: string }>;
`;

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
};

/** The files of the types, which are parsed once. */
const sources = new Map<string, ts.SourceFile>();

/** The compiler's errors for values of types, as "<type>: <message>". */
function errorsOf(values: { type: string; value: unknown }[]): string[] {
  const lines = values.map(({ type, value }, index) => `export const v${index}: ${type} = ${JSON.stringify(value)};`);
  const text = `${HEAD}\n${lines.join("\n")}`;
  const real = ts.createCompilerHost(OPTIONS);
  const host: ts.CompilerHost = {
    ...real,
    fileExists: (name) => name === FILE || real.fileExists(name),
    readFile: (name) => (name === FILE ? text : real.readFile(name)),
    getSourceFile: (name, ...rest) => {
      if (name === FILE) return ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
      const known = sources.get(name) ?? real.getSourceFile(name, ...rest);
      if (known) sources.set(name, known);
      return known;
    },
  };
  const program = ts.createProgram([FILE], OPTIONS, host);
  const file = program.getSourceFile(FILE);
  const first = HEAD.split("\n").length;
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((problem) => {
    const { line } = file!.getLineAndCharacterOfPosition(problem.start ?? 0);
    return `${values[line - first]?.type ?? "?"}: ${ts.flattenDiagnosticMessageText(problem.messageText, " ")}`;
  });
}

const TYPES: Record<string, string> = {
  customer: "Stripe.Customer",
  product: "Stripe.Product",
  price: "Stripe.Price",
  subscription: "Stripe.Subscription",
  invoice: "Stripe.Invoice",
  invoice_payment: "Stripe.InvoicePayment",
  "checkout.session": "Stripe.Checkout.Session",
  "billing_portal.session": "Stripe.BillingPortal.Session",
  "billing_portal.configuration": "Stripe.BillingPortal.Configuration",
  payment_method: "Stripe.PaymentMethod",
  payment_intent: "Stripe.PaymentIntent",
  charge: "Stripe.Charge",
  refund: "Stripe.Refund",
  dispute: "Stripe.Dispute",
};

/** Raw answers of everything that the simulator knows, after one of everything has happened. */
async function collect() {
  const simulator = await startSimulator();
  const { stripe, client } = simulator;
  const { customer, subscription, item } = await subscribe(simulator, { card: "4000 0000 0000 0341" });
  stripe.advance(subscription.id);
  const product = await client.products.create({ name: "Premium" });
  const price = await client.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: 9_900,
    recurring: { interval: "month" },
  });
  stripe.world.state.hidden.declines = {};
  await client.subscriptions.update(subscription.id, {
    items: [{ id: item.id, price: price.id }],
    proration_behavior: "always_invoice",
    cancel_at_period_end: true,
  });
  const session = await checkoutOf(client, customer.id, packItem());
  const paid = stripe.pay(session.id, { number: "4000 0000 0000 0259" });
  expect(paid.status).toBe("complete");
  await checkoutOf(client, customer.id, packItem());
  await client.billingPortal.configurations.create({
    features: { subscription_update: { enabled: true, products: [{ product: product.id, prices: [price.id] }] } },
  });
  await client.billingPortal.sessions.create({
    customer: customer.id,
    return_url: "http://localhost:3000/",
    flow_data: {
      type: "subscription_update_confirm",
      subscription_update_confirm: { subscription: subscription.id, items: [{ id: item.id, price: price.id }] },
      after_completion: { type: "redirect", redirect: { return_url: "http://localhost:3000/" } },
    },
  });
  const charge = stripe.all("charge").find(({ status, disputed }) => status === "succeeded" && !disputed);
  stripe.refund(charge!.id, 100);
  const headers = { authorization: `Bearer ${stripe.secretKey}` };
  const read = async (path: string) =>
    ((await (await fetch(`${stripe.url}/v1/${path}`, { headers })).json()) as { data: { object: string; type: string }[] })
      .data;
  const paths = [
    ...["customers", "products", "prices", "subscriptions", "invoices", "invoice_payments", "checkout/sessions"],
    ...["billing_portal/configurations", "payment_methods", "payment_intents", "charges", "refunds", "disputes"],
  ];
  const objects = (await Promise.all(paths.map((path) => read(`${path}?limit=100`)))).flat();
  const lists = await Promise.all([
    read("invoices?limit=100&expand[]=data.payments"),
    read("checkout/sessions?limit=100&expand[]=data.line_items"),
    read("charges?limit=100&expand[]=data.refunds&expand[]=data.payment_intent"),
    read("subscriptions?limit=100&expand[]=data.latest_invoice&expand[]=data.default_payment_method"),
  ]);
  const sessions = stripe.all("billing_portal.session") as unknown as typeof objects;
  return { objects: [...objects, ...lists.flat(), ...sessions], events: await read("events?limit=100") };
}

let answers: Awaited<ReturnType<typeof collect>>;

describe("the answers of the simulator", () => {
  it("have the fields of Stripe's own types, and only these", async () => {
    answers = await collect();
    const { objects } = answers;
    expect(new Set(objects.map(({ object }) => object))).toEqual(new Set(Object.keys(TYPES)));
    expect(errorsOf(objects.map((value) => ({ type: `Deep<${TYPES[value.object]}>`, value })))).toEqual([]);
  }, 180_000);

  it("have them also in events, each of a type that Stripe sends", () => {
    const { events } = answers;
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(20);
    expect(errorsOf(events.map((value) => ({ type: `EventOf<"${value.type}">`, value })))).toEqual([]);
  }, 180_000);

  it.each([
    ["a field is missing", { status: undefined }],
    ["Stripe has no such field", { plan: "free" }],
    ["Stripe has no such value", { status: "cancelled" }],
    ["a value has another type", { cancel_at: "tomorrow" }],
  ])(
    "would fail this test if %s",
    (_what, changes) => {
      const subscription = answers.objects.find(({ object }) => object === "subscription");
      expect(errorsOf([{ type: "Deep<Stripe.Subscription>", value: { ...subscription, ...changes } }])).toHaveLength(1);
    },
    180_000,
  );
});
