// Rules of Stripe's variables. With a test key, anyone can pay with a test card; with a live key, development charges real
// cards. The address is a variable only so that a program on this machine can stand in for Stripe: it gets the secret key.
import "server-only";
import { isLoopbackHost } from "./hosts";
import { STRIPE_API_URL } from "./stripe-api-url";
import type { Variables } from "./variables";

type Given = Partial<Variables>;

/** https://docs.stripe.com/keys */
const KEY = /^[sr]k_(live|test)_/;
const WEBHOOK_SECRET = /^whsec_/;

function formatProblems({ STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: webhookSecret }: Given): string[] {
  const problems: string[] = [];
  if (key !== undefined && !KEY.test(key)) {
    problems.push("STRIPE_SECRET_KEY must be a secret or restricted key of Stripe, which starts with sk_ or rk_");
  }
  if (webhookSecret !== undefined && !WEBHOOK_SECRET.test(webhookSecret)) {
    problems.push("STRIPE_WEBHOOK_SECRET must be the signing secret of a webhook endpoint, which starts with whsec_");
  }
  return problems;
}

function modeProblems({ STRIPE_SECRET_KEY: key, APP_ENV, VERCEL_ENV }: Given): string[] {
  const mode = KEY.exec(key ?? "")?.[1];
  if (mode === "test" && APP_ENV === "prod") {
    return ["STRIPE_SECRET_KEY is a test key, with which anyone can pay in prod with a test card (APP_ENV=beta accepts it)"];
  }
  const isTrial = APP_ENV === "dev" || APP_ENV === "test" || VERCEL_ENV === "preview";
  if (mode === "live" && isTrial) return ["STRIPE_SECRET_KEY must be a test key in dev, in test and on previews"];
  return [];
}

const isLoopback = (url: string | undefined) => url !== undefined && isLoopbackHost(new URL(url).hostname);

function addressProblems({ STRIPE_API_URL: url, APP_ENV, APP_URL }: Given): string[] {
  if (url === undefined || url === STRIPE_API_URL) return [];
  const isLocalApp = APP_ENV === "dev" || APP_ENV === "test" || (APP_ENV === "beta" && isLoopback(APP_URL));
  if (isLoopback(url) && isLocalApp) return [];
  return [`STRIPE_API_URL must be ${STRIPE_API_URL} in ${APP_ENV ?? "prod"}`];
}

/** Rules for every environment. */
export function stripeProblems(env: Given): string[] {
  return [...formatProblems(env), ...modeProblems(env), ...addressProblems(env)];
}
