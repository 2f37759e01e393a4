// The documented permissions of a restricted key at Stripe are those that the calls of lib/billing need.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const FOLDER = "lib/billing";
const CALL = /stripe\.([a-z]\w*(?:\.[a-z]\w*)?)\.([a-z]\w*)\(/g;

/** Each resource of the client, as the page calls it. Stripe permits payments of invoices together with invoices. */
const NAMES: Record<string, string> = {
  customers: "customers",
  products: "products",
  prices: "prices",
  "checkout.sessions": "checkout sessions",
  subscriptions: "subscriptions",
  refunds: "refunds",
  "billingPortal.configurations": "the customer portal",
  "billingPortal.sessions": "the customer portal",
  invoicePayments: "invoices",
  invoices: "invoices",
  paymentIntents: "payment intents",
  charges: "charges",
  disputes: "disputes",
};

function neededBy(sources: readonly string[]): { write: string[]; read: string[] } {
  const calls = sources.flatMap((source) =>
    [...source.matchAll(CALL)].map(([, resource = "", method = ""]) => ({ resource, method })),
  );
  const named = calls.map(({ resource, method }) => ({ name: NAMES[resource] ?? resource, method }));
  const write = new Set(named.filter(({ method }) => !/^(list|retrieve)/.test(method)).map(({ name }) => name));
  const read = new Set(named.map(({ name }) => name).filter((name) => !write.has(name)));
  return { write: [...write].toSorted(), read: [...read].toSorted() };
}

const listed = (text = ""): string[] =>
  text
    .replace(/\s+/g, " ")
    .split(/, and |, | and /)
    .toSorted();

describe("a restricted key", () => {
  it("is documented with exactly the permissions that the calls need", () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
    const needed = neededBy(files.map((name) => readFileSync(`${FOLDER}/${name}`, "utf8")));
    const page = readFileSync("docs/billing.md", "utf8");
    const [, write, read] = /restricted key needs to write ([^.]*?), and to read ([^.]*)\./.exec(page) ?? [];
    expect({ write: listed(write), read: listed(read) }).toEqual(needed);
  });

  it("would lack a permission if a call of another resource were added", () => {
    const sources = [
      "callStripe((stripe) => stripe.payouts.list())",
      "stripe.customers.create({})",
      "stripe.customers.list()",
    ];
    expect(neededBy(sources)).toEqual({ write: ["customers"], read: ["payouts"] });
  });
});
