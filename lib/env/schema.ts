// What a valid configuration is. Pure: takes a source, returns the typed result or every problem at once.
// Beta and prod are strict: no fakes, no sample secrets, no plain http, no dev-only switch.
import { z } from "zod";
import { readSecretFiles } from "./secret-files";
import { SECRET_NAMES } from "./secret-names";

const MIN_SECRET_LENGTH = 32;
const MIN_DISTINCT_CHARACTERS = 10;
const SAMPLE_SECRET = /change[-_ ]?me|example|sample|placeholder|your[-_ ]|secret[-_ ]?key[-_ ]?here/i;

const secret = z
  .string({ error: "is missing" })
  .min(MIN_SECRET_LENGTH, { error: `must have at least ${MIN_SECRET_LENGTH} characters`, abort: true })
  .refine((value) => !SAMPLE_SECRET.test(value), { error: "is a known sample value", abort: true })
  .refine((value) => new Set(value).size >= MIN_DISTINCT_CHARACTERS, "is not random: too few different characters");

const integer = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .default(fallback);

const parseUrl = (value: string) => (URL.canParse(value) ? new URL(value) : null);

const urlOf = (...protocols: string[]) =>
  z.string({ error: "is missing" }).refine((value) => {
    const url = parseUrl(value);
    return url !== null && protocols.includes(url.protocol);
  }, `must be a URL with ${protocols.join(" or ")}`);

const jsonStrings = z.string().transform((value, context) => {
  try {
    return z.array(z.string().min(1)).parse(JSON.parse(value));
  } catch {
    context.addIssue({ code: "custom", message: "must be a JSON array of strings" });
    return z.NEVER;
  }
});

const exactOrigin = (value: string) => parseUrl(value)?.origin === value && /^https?:[^*]+$/.test(value);

const postgresUrl = urlOf("postgres:", "postgresql:");

const variables = z.object({
  APP_NAME: z.string().max(60, "must have at most 60 characters").default("Gatehouse"),
  APP_MODE: z.enum(["b2c", "b2b"], { error: "must be b2c or b2b" }).default("b2c"),
  APP_ENV: z.enum(["dev", "test", "beta", "prod"], { error: "must be dev, test, beta or prod" }).default("prod"),
  APP_URL: urlOf("http:", "https:")
    .refine((value) => parseUrl(value)?.origin === value.replace(/\/$/, ""), "must be an origin, without a path")
    .transform((value) => value.replace(/\/$/, ""))
    .default("http://localhost:3000"),
  DATABASE_URL: postgresUrl,
  DIRECT_DATABASE_URL: postgresUrl.optional(),
  JWT_SECRET_KEY: secret,
  JWT_SECRET_KEY_PREVIOUS: secret.optional(),
  ENCRYPTION_KEY: secret,
  ENCRYPTION_KEY_PREVIOUS: secret.optional(),
  SESSION_COOKIE_NAME: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, "must be lower-case letters, digits and underscores")
    .refine((name) => !["device", "sign_up_flow", "invitation", "flash"].includes(name), "is the name of another cookie of ours")
    .default("session_id"),
  SESSION_COOKIE_MAX_AGE: integer(86_400, 60, 31_536_000),
  SESSION_ABSOLUTE_MAX_AGE: integer(2_592_000, 60, 31_536_000),
  CRON_SECRET: secret,
  CRON_SECRET_PREVIOUS: secret.optional(),
  CRON_SESSION_RETENTION_DAYS: integer(7, 0, 3650),
  PASSWORD_MIN_LENGTH: integer(12, 8, 128),
  BREACHED_PASSWORD_API_URL: z
    .union([z.literal(""), urlOf("http:", "https:").transform((url) => url.replace(/\/?$/, "/"))], {
      error: "must be a URL, or empty",
    })
    .default("https://api.pwnedpasswords.com/range/"),
  ALLOWED_ORIGINS: jsonStrings
    .refine((origins) => origins.every(exactOrigin), "must hold exact origins, such as https://app.example.com")
    .default([]),
  TRUSTED_HOSTS: jsonStrings.optional(),
  TRUSTED_PROXY_HOPS: integer(0, 0, 10).optional(),
  RATE_LIMIT_PER_MINUTE: integer(60, 1, 1_000_000),
  RATE_LIMIT_SCALE: integer(1, 1, 1000),
  RATE_LIMIT_STORE: z.enum(["upstash", "memory"], { error: "must be upstash or memory" }).default("upstash"),
  UPSTASH_REDIS_REST_URL: urlOf("http:", "https:").optional(),
  UPSTASH_REDIS_REST_TOKEN: secret.optional(),
  SMTP_URL: urlOf("smtp:", "smtps:"),
  EMAIL_FROM: z.string({ error: "is missing" }).regex(/^[^\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, "must be an address"),
  MAILBOX_FILE: z.string().optional(),
  HSTS: z.string().regex(/^max-age=\d+(; ?(includeSubDomains|preload))*$/, "must be a Strict-Transport-Security value")
    .default("max-age=63072000; includeSubDomains"),
  AUDIT_RETENTION_DAYS: integer(400, 30, 36_500),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"], {
    error: "must be debug, info, warn, error or silent",
  }).default("info"),
  METRICS_TOKEN: secret.optional(),
  VERCEL: z.string().optional(),
  VERCEL_URL: z.string().optional(),
  VERCEL_BRANCH_URL: z.string().optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
});

type Variables = z.infer<typeof variables>;

export interface Env extends Omit<Variables, "TRUSTED_HOSTS" | "TRUSTED_PROXY_HOPS" | "DIRECT_DATABASE_URL"> {
  /** Beta and prod: everything that only an exposed instance must hold is held. */
  strict: boolean;
  DIRECT_DATABASE_URL: string;
  TRUSTED_HOSTS: string[];
  TRUSTED_PROXY_HOPS: number;
}

export type AppMode = Variables["APP_MODE"];

export const VARIABLE_NAMES = Object.keys(variables.shape);

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  constructor(readonly problems: string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/**
 * What migrations write into the database, read by itself: they run where the rest of the configuration need not be.
 * @throws ConfigurationError
 */
export function auditRetentionDays(source: Record<string, string | undefined>): number {
  const name = "AUDIT_RETENTION_DAYS";
  const parsed = variables.shape[name].safeParse(source[name] || undefined);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(parsed.error.issues.map(({ message }) => `${name} ${message}`));
}

function storeProblems(env: Variables): string[] {
  if (env.RATE_LIMIT_STORE !== "upstash") return [];
  return (["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"] as const)
    .filter((name) => env[name] === undefined)
    .map((name) => `${name} is missing (RATE_LIMIT_STORE=memory is for a single instance)`);
}

function strictProblems(env: Variables): string[] {
  const problems: string[] = [];
  if (!env.APP_URL.startsWith("https://")) problems.push(`APP_URL must be https in ${env.APP_ENV}`);
  if (env.RATE_LIMIT_SCALE !== 1) problems.push(`RATE_LIMIT_SCALE must be 1 in ${env.APP_ENV}`);
  if (/^max-age=0+(;|$)/.test(env.HSTS)) problems.push(`HSTS must not turn itself off in ${env.APP_ENV}`);
  if (env.UPSTASH_REDIS_REST_URL?.startsWith("http:")) problems.push(`UPSTASH_REDIS_REST_URL must be https in ${env.APP_ENV}`);
  if (env.MAILBOX_FILE !== undefined) problems.push(`MAILBOX_FILE is for development only, not for ${env.APP_ENV}`);
  if (env.VERCEL && env.RATE_LIMIT_STORE === "memory") {
    problems.push("RATE_LIMIT_STORE cannot be memory on Vercel, where instances share nothing");
  }
  return problems;
}

function sharedSecretProblems(source: Record<string, string | undefined>): string[] {
  const owner = new Map<string, string>();
  return SECRET_NAMES.flatMap((name) => {
    const value = source[name];
    if (!value) return [];
    const other = owner.get(value);
    owner.set(value, name);
    return other ? [`${name} must not equal ${other}`] : [];
  });
}

function hostsOf(env: Variables): string[] {
  const own = new URL(env.APP_URL).host;
  const vercel = [env.VERCEL_URL, env.VERCEL_BRANCH_URL, env.VERCEL_PROJECT_PRODUCTION_URL];
  return [...(env.TRUSTED_HOSTS ?? [own]), ...vercel.filter((host) => host !== undefined)];
}

/**
 * The typed configuration. An empty variable counts as unset, but for BREACHED_PASSWORD_API_URL.
 * @throws ConfigurationError naming every bad variable
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const { values, problems } = readSecretFiles(source);
  const given = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== "" || name === "BREACHED_PASSWORD_API_URL"),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  }
  const appEnv = given.APP_ENV ?? "prod";
  if (given.VERCEL && (appEnv === "dev" || appEnv === "test")) problems.push(`APP_ENV cannot be ${appEnv} on Vercel`);
  problems.push(...sharedSecretProblems(given));
  const strict = appEnv === "beta" || appEnv === "prod";
  // Each rule looks at variables that may be bad themselves; a partial parse keeps "every problem at once" true.
  const readable = parsed.success ? parsed.data : lenient(given);
  problems.push(...storeProblems(readable));
  if (strict) problems.push(...strictProblems(readable));
  if (!parsed.success || problems.length > 0) throw new ConfigurationError([...new Set(problems)]);
  const env = parsed.data;
  return {
    ...env,
    strict,
    DIRECT_DATABASE_URL: env.DIRECT_DATABASE_URL ?? env.DATABASE_URL,
    TRUSTED_HOSTS: hostsOf(env),
    TRUSTED_PROXY_HOPS: env.TRUSTED_PROXY_HOPS ?? (env.VERCEL ? 1 : 0),
  };
}

function lenient(given: Record<string, string | undefined>): Variables {
  return {
    APP_ENV: given.APP_ENV ?? "prod",
    APP_URL: given.APP_URL ?? "http://localhost:3000",
    RATE_LIMIT_SCALE: Number(given.RATE_LIMIT_SCALE ?? 1),
    RATE_LIMIT_STORE: given.RATE_LIMIT_STORE ?? "upstash",
    UPSTASH_REDIS_REST_URL: given.UPSTASH_REDIS_REST_URL,
    UPSTASH_REDIS_REST_TOKEN: given.UPSTASH_REDIS_REST_TOKEN,
    HSTS: given.HSTS ?? "",
    MAILBOX_FILE: given.MAILBOX_FILE,
    VERCEL: given.VERCEL,
  } as Variables;
}
