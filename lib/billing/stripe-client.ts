// The only client of Stripe. Its API version is that of the package, so that an upgrade of the package is the only thing that
// changes the shape of responses. Calls end in bounded time; those that create something carry an idempotency key.
import "server-only";
import type Stripe from "stripe";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { boundedFetch } from "@/lib/outbound/bounded-fetch";

const TIMEOUT_MS = 8_000;
/** The client repeats requests that failed in the network, and those that Stripe asks it to repeat. */
const RETRIES = 2;
const MAX_BYTES = 4 * 1024 * 1024;

const holder = globalThis as typeof globalThis & { gatehouseStripe?: { key: string; url: string; client: Stripe } };

/** Whether the key belongs to Stripe's live mode, in which payments are real. */
export const isLiveMode = (): boolean => /^[sr]k_live_/.test(env().STRIPE_SECRET_KEY ?? "");

/** @throws AppError FEATURE_DISABLED without a key */
export async function stripeClient(): Promise<Stripe> {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL: url } = env();
  if (key === undefined) throw new AppError("FEATURE_DISABLED");
  const known = holder.gatehouseStripe;
  if (known?.key === key && known.url === url) return known.client;
  const client = await connect(key, new URL(url));
  holder.gatehouseStripe = { key, url, client };
  return client;
}

async function connect(key: string, { protocol, hostname, port }: URL): Promise<Stripe> {
  // Loaded on use, because it is large and most requests do not need it.
  const { default: Client } = await import("stripe");
  const isPlain = protocol === "http:";
  return new Client(key, {
    host: hostname,
    port: port === "" ? (isPlain ? 80 : 443) : Number(port),
    protocol: isPlain ? "http" : "https",
    httpClient: Client.createFetchHttpClient(boundedFetch(MAX_BYTES)),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
  });
}
