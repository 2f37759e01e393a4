// Rules between variables. Beta and prod are strict: no fakes, no plain http, no unverified connections, no development
// switches. A rule skips variables that are invalid by themselves, because they are already reported.
import "server-only";
import { isDatabaseUrlSafe } from "./database-url";
import { previewProblems } from "./deployment";
import { GOOGLE_ISSUER } from "./google-issuer";
import { isLoopbackHost } from "./hosts";
import type { Platform, Source } from "./platform";
import { SECRET_NAMES } from "./secret-names";
import { stripeProblems } from "./stripe-rules";
import type { Variables } from "./variables";

type Given = Partial<Variables>;

/** Without the variable, all clients behind a proxy would share the proxy's IP address, and therefore its limits. */
const HOPS_MISSING = "TRUSTED_PROXY_HOPS is missing: set it to the number of proxies in front of the app (0 for none)";

const ENVIRONMENTS = ["production", "preview"];
const ENVIRONMENT_MISSING =
  "VERCEL_ENV must be production or preview in a serverless function: let Vercel expose its system variables, or set it elsewhere";

/** Words for a place where instances share nothing, or null anywhere else. */
function serverlessPlace({ isVercel, isServerless }: Platform): string | null {
  if (!isServerless) return null;
  return isVercel ? "on Vercel" : "in a serverless function";
}

export function isStrict({ APP_ENV }: Given): boolean {
  return APP_ENV !== "dev" && APP_ENV !== "test";
}

function storeProblems(env: Given): string[] {
  if (env.RATE_LIMIT_STORE !== "upstash") return [];
  return (["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"] as const)
    .filter((name) => env[name] === undefined)
    .map((name) => `${name} is missing (RATE_LIMIT_STORE=memory is for a single instance)`);
}

/** With the header alone, every client could choose its address. */
function addressProblems(env: Given, source: Source): string[] {
  const { CLIENT_ADDRESS_HEADER: header, CLIENT_ADDRESS_SECRET: secret } = env;
  const isSecretGiven = Boolean(source.CLIENT_ADDRESS_SECRET || source.CLIENT_ADDRESS_SECRET_FILE);
  if (header !== undefined && !isSecretGiven) return ["CLIENT_ADDRESS_SECRET is missing: CLIENT_ADDRESS_HEADER needs it"];
  if (secret !== undefined && !source.CLIENT_ADDRESS_HEADER)
    return ["CLIENT_ADDRESS_HEADER is missing: CLIENT_ADDRESS_SECRET has no other use"];
  return [];
}

function sharedSecretProblems(env: Given): string[] {
  const owner = new Map<string, string>();
  // Another server receives these values.
  const sent = Object.values(env.OTEL_EXPORTER_OTLP_HEADERS ?? {});
  return SECRET_NAMES.flatMap((name) => {
    const value = env[name];
    if (!value) return [];
    const other = owner.get(value);
    owner.set(value, name);
    const problems = other ? [`${name} must not equal ${other}`] : [];
    const isSent = sent.some((header) => header.includes(value));
    return isSent ? [...problems, `OTEL_EXPORTER_OTLP_HEADERS must not contain ${name}`] : problems;
  });
}

/** Variables that work only together: with some of them, a feature would be half configured. */
const TOGETHER: readonly { names: readonly string[]; because: string }[] = [
  { names: ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"], because: "Google sign-in needs both" },
  { names: ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"], because: "payments with Stripe need both" },
  { names: ["AI_BASE_URL", "AI_API_KEY", "AI_MODEL"], because: "a language model needs its address, key and name" },
];

function incompleteProblems(source: Source): string[] {
  const isGiven = (name: string) => Boolean(source[name] || source[`${name}_FILE`]);
  return TOGETHER.flatMap(({ names, because }) => {
    const missing = names.filter((name) => !isGiven(name));
    return missing.length === names.length ? [] : missing.map((name) => `${name} is missing: ${because}`);
  });
}

/** Rules for every environment. */
export function crossProblems(env: Given, source: Source, platform: Platform): string[] {
  const problems = [
    ...sharedSecretProblems(env),
    ...storeProblems(env),
    ...addressProblems(env, source),
    ...incompleteProblems(source),
    ...stripeProblems(env),
    ...previewProblems(env),
  ];
  // Without this variable, a preview on Vercel that hides its variables would pass for production.
  if (platform.isServerless && !ENVIRONMENTS.includes(env.VERCEL_ENV ?? "")) problems.push(ENVIRONMENT_MISSING);
  const place = serverlessPlace(platform);
  if (place !== null && !isStrict(env)) problems.push(`APP_ENV cannot be ${env.APP_ENV} ${place}`);
  const { SESSION_COOKIE_MAX_AGE: idle, SESSION_ABSOLUTE_MAX_AGE: absolute } = env;
  if (idle !== undefined && absolute !== undefined && idle > absolute) {
    problems.push("SESSION_COOKIE_MAX_AGE must not be longer than SESSION_ABSOLUTE_MAX_AGE");
  }
  return problems;
}

/** Database connections in strict environments must be verified, unless the configuration declares the network trusted. */
export function databaseProblems(env: Given): string[] {
  if (env.DATABASE_TLS === "trust-network") return [];
  return (["DATABASE_URL", "DIRECT_DATABASE_URL"] as const)
    .filter((name) => env[name] !== undefined && !isDatabaseUrlSafe(env[name]))
    .map(
      (name) =>
        `${name} must have sslmode=verify-full, and sslrootcert=<file> for a CA of your own (or DATABASE_TLS=trust-network)`,
    );
}

const isLoopback = (url: string | undefined) => url !== undefined && isLoopbackHost(new URL(url).hostname);

function isPlain(url: string | undefined): boolean {
  return url !== undefined && url.startsWith("http:") && !isLoopback(url);
}

/**
 * Whether the issuer may decide on the owners of addresses. A provider that stands in for Google may, in a beta instance
 * that can be reached only from this machine, such as a strict preview.
 */
function isTrustedIssuer({ APP_ENV, APP_URL, GOOGLE_ISSUER_URL: issuer }: Given): boolean {
  if (issuer === undefined || issuer === GOOGLE_ISSUER) return true;
  return APP_ENV === "beta" && isLoopback(issuer) && isLoopback(APP_URL);
}

function transportProblems(env: Given, source: Source): string[] {
  const where = `in ${env.APP_ENV ?? "prod"}`;
  const problems = databaseProblems(env);
  if (env.APP_URL?.startsWith("http:")) problems.push(`APP_URL must be https ${where}`);
  if (isPlain(env.UPSTASH_REDIS_REST_URL)) problems.push(`UPSTASH_REDIS_REST_URL must be https ${where}`);
  if (isPlain(env.BREACHED_PASSWORD_API_URL)) problems.push(`BREACHED_PASSWORD_API_URL must be https ${where}`);
  if (isPlain(env.AI_BASE_URL)) problems.push(`AI_BASE_URL must be https ${where}`);
  for (const name of ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] as const)
    if (isPlain(env[name])) problems.push(`${name} must be https ${where}`);
  if (!isTrustedIssuer(env)) problems.push(`GOOGLE_ISSUER_URL must be ${GOOGLE_ISSUER} ${where}`);
  if (env.HSTS && /^max-age=0+(;|$)/.test(env.HSTS)) problems.push(`HSTS must not be turned off ${where}`);
  if (source.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
    problems.push(`NODE_TLS_REJECT_UNAUTHORIZED disables certificate verification, which is not allowed ${where}`);
  }
  return problems;
}

/** @param source also contains Node's own variables */
export function strictProblems(env: Given, source: Source, platform: Platform): string[] {
  const where = `in ${env.APP_ENV ?? "prod"}`;
  const problems = transportProblems(env, source);
  if (env.RATE_LIMIT_SCALE !== undefined && env.RATE_LIMIT_SCALE !== 1) problems.push(`RATE_LIMIT_SCALE must be 1 ${where}`);
  if (env.MAILBOX_FILE !== undefined)
    problems.push(`MAILBOX_FILE is for development only, not for ${env.APP_ENV ?? "prod"}`);
  const place = serverlessPlace(platform);
  if (place !== null && env.RATE_LIMIT_STORE === "memory") {
    problems.push(`RATE_LIMIT_STORE cannot be memory ${place}, where instances share nothing`);
  }
  if (!platform.isVercel && !source.TRUSTED_PROXY_HOPS) problems.push(HOPS_MISSING);
  return problems;
}
