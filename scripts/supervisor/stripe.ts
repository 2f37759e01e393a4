// A server that stands in for Stripe, so that everything that is paid for works on this machine without an account there.
import { FakeStripe } from "../fake-stripe/server";
import { isFree } from "../processes/free-port";
import type { Mode } from "./modes";
import type { Secrets } from "./secrets";
import type { Shutdown } from "./shutdown";
import { readRecord, writeRecord } from "./state-dir";

const FILE = "stripe.json";
const SAVE_MS = 200;

interface Stored {
  port: number;
  state: unknown;
}

/** Writes the last of several states that follow each other quickly. */
function createStorage(stateDir: string, port: () => number, state: unknown) {
  let latest: unknown = null;
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (latest) writeRecord(stateDir, FILE, { port: port(), state: latest } satisfies Stored);
    latest = null;
  };
  const save = (next: unknown) => {
    latest = next;
    timer ??= setTimeout(flush, SAVE_MS);
  };
  return { load: () => state, save, flush };
}

/**
 * Starts the simulator unless a real account is configured. A strict run has no such fakes. The simulator remembers customers
 * and subscriptions from run to run, and keeps its port if that is free, so that its open pages stay valid.
 * @returns the variables that make the app use the simulator
 */
export async function startStripe(
  url: string,
  { strict }: Mode,
  stateDir: string,
  secrets: Secrets,
  shutdown: Shutdown,
): Promise<Record<string, string>> {
  const isReal = ["STRIPE_SECRET_KEY", "STRIPE_SECRET_KEY_FILE"].some((name) => process.env[name]);
  if (isReal || strict) return {};
  const stored = readRecord(stateDir, FILE) as Stored | null;
  const port = stored && (await isFree(stored.port)) ? stored.port : 0;
  const storage = createStorage(stateDir, () => Number(new URL(stripe.url).port), stored?.state ?? null);
  const stripe = new FakeStripe({
    port,
    secretKey: `sk_test_${secrets.STRIPE_SECRET_KEY}`,
    webhookSecret: `whsec_${secrets.STRIPE_WEBHOOK_SECRET}`,
    webhookUrl: `${url}/api/webhooks/stripe`,
    storage,
  });
  await stripe.start();
  shutdown.later(async () => {
    await stripe.stop();
    storage.flush();
  });
  return {
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_URL: stripe.url,
  };
}
