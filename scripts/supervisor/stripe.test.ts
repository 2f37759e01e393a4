import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DEV, STRICT_PREVIEW, type Mode } from "./modes";
import { loadSecrets } from "./secrets";
import type { Shutdown } from "./shutdown";
import { startStripe } from "./stripe";

let stateDir: string;
const undos: (() => Promise<void> | void)[] = [];

beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), "gatehouse-stripe-"));
  for (const name of ["STRIPE_SECRET_KEY", "STRIPE_SECRET_KEY_FILE"]) vi.stubEnv(name, "");
});

async function stop(): Promise<void> {
  for (const undo of undos.splice(0)) await undo();
}

afterEach(async () => {
  await stop();
  rmSync(stateDir, { recursive: true, force: true });
});

function start(mode: Mode = DEV): Promise<Record<string, string>> {
  const shutdown = { later: (undo) => void undos.push(undo) } as Pick<Shutdown, "later"> as Shutdown;
  return startStripe("http://localhost:1", mode, stateDir, loadSecrets(stateDir), shutdown);
}

function clientOf({ STRIPE_SECRET_KEY, STRIPE_API_URL }: Record<string, string>): Stripe {
  const { hostname, port } = new URL(STRIPE_API_URL ?? "");
  return new Stripe(STRIPE_SECRET_KEY ?? "", { host: hostname, port, protocol: "http", telemetry: false });
}

describe("the simulator of a run", () => {
  it("keeps its customers, open pages and key until the next run", async () => {
    const first = await start();
    const customer = await clientOf(first).customers.create({ email: "ada@example.com" });
    const session = await clientOf(first).checkout.sessions.create({
      mode: "payment",
      line_items: [{ price_data: { currency: "usd", unit_amount: 3_900, product_data: { name: "5 million credits" } } }],
      success_url: "http://localhost:1/",
    });
    await stop();
    const second = await start();
    expect(second).toEqual(first);
    expect(await clientOf(second).customers.retrieve(customer.id)).toMatchObject({ email: "ada@example.com" });
    expect((await clientOf(second).checkout.sessions.retrieve(session.id)).url).toBe(session.url);
    expect((await fetch(session.url ?? "")).status).toBe(200);
  });

  it("stores them readable for the owner only, without its secrets", async () => {
    const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } = await start();
    await clientOf(await start()).customers.create({});
    await stop();
    const file = path.join(stateDir, "stripe.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, "utf8");
    for (const value of [STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET]) expect(text).not.toContain(value);
  });

  it("is absent with a key of Stripe, and from a strict run", async () => {
    expect(await start(STRICT_PREVIEW)).toEqual({});
    vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_of_an_account");
    expect(await start()).toEqual({});
  });
});
