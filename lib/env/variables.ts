// Every configuration variable with its valid values and its default. Rules that involve several variables are in
// rules.ts.
import "server-only";
import { z } from "zod";
import { creditPacks, DEFAULT_CREDIT_PACKS } from "./credit-packs";
import { DEFAULT_HSTS } from "./default-hsts";
import { GOOGLE_ISSUER } from "./google-issuer";
import { normalizeHost } from "./hosts";
import { attributeList, headerList } from "./key-values";
import { OWN_COOKIE_NAMES } from "./own-cookie-names";
import { STRIPE_API_URL } from "./stripe-api-url";
import {
  addressHeader,
  displayName,
  integer,
  isExactOrigin,
  jsonStrings,
  mailbox,
  ownOrigin,
  postgresUrl,
  recipients,
  secret,
  transportSecurity,
  urlOf,
} from "./values";

export const variables = z.object({
  APP_NAME: displayName.default("Gatehouse"),
  APP_MODE: z.enum(["b2c", "b2b"], { error: "must be b2c or b2b" }).default("b2c"),
  APP_ENV: z.enum(["dev", "test", "beta", "prod"], { error: "must be dev, test, beta or prod" }).optional(),
  APP_URL: ownOrigin.optional(),
  REPOSITORY_URL: urlOf(["https:"])
    .transform((url) => url.replace(/(\.git)?\/*$/, ""))
    .optional(),
  DATABASE_URL: postgresUrl,
  DIRECT_DATABASE_URL: postgresUrl.optional(),
  DATABASE_TLS: z.enum(["verify", "trust-network"], { error: "must be verify or trust-network" }).default("verify"),
  JWT_SECRET_KEY: secret,
  JWT_SECRET_KEY_PREVIOUS: secret.optional(),
  ENCRYPTION_KEY: secret,
  ENCRYPTION_KEY_PREVIOUS: secret.optional(),
  SESSION_COOKIE_NAME: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, "must be lower-case letters, digits and underscores")
    .refine(
      (name) => !(Object.values(OWN_COOKIE_NAMES) as string[]).includes(name),
      "is the name of another cookie of the app",
    )
    .default("session_id"),
  SESSION_COOKIE_MAX_AGE: integer(60, 31_536_000).default(86_400),
  SESSION_ABSOLUTE_MAX_AGE: integer(60, 31_536_000).default(2_592_000),
  ACCESS_TOKEN_EXPIRE_MINUTES: integer(1, 1440).default(30),
  REFRESH_TOKEN_EXPIRE_DAYS: integer(1, 30).default(14),
  CRON_SECRET: secret,
  CRON_SECRET_PREVIOUS: secret.optional(),
  CRON_SESSION_RETENTION_DAYS: integer(0, 3650).default(7),
  GOOGLE_CLIENT_ID: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, "must be the id of an OAuth client, without spaces")
    .optional(),
  GOOGLE_CLIENT_SECRET: secret.optional(),
  GOOGLE_ISSUER_URL: urlOf(["http:", "https:"])
    .transform((url) => url.replace(/\/+$/, ""))
    .default(GOOGLE_ISSUER),
  PASSWORD_MIN_LENGTH: integer(8, 128).default(12),
  BREACHED_PASSWORD_API_URL: z
    .union([z.literal(""), urlOf(["http:", "https:"]).transform((url) => url.replace(/\/?$/, "/"))], {
      error: "must be empty, or a URL without a user, a query or spaces",
    })
    .default("https://api.pwnedpasswords.com/range/"),
  ALLOWED_ORIGINS: jsonStrings
    .refine((origins) => origins.every(isExactOrigin), "must contain exact origins, such as https://app.example.com")
    .default([]),
  TRUSTED_HOSTS: jsonStrings
    .refine(
      (hosts) => hosts.length > 0 && hosts.every((host) => normalizeHost(host, "https:") !== null),
      "must contain hosts, such as app.example.com",
    )
    .optional(),
  TRUSTED_PROXY_HOPS: integer(0, 10).optional(),
  CLIENT_ADDRESS_HEADER: addressHeader.optional(),
  CLIENT_ADDRESS_SECRET: secret.optional(),
  CLIENT_ADDRESS_SECRET_PREVIOUS: secret.optional(),
  RATE_LIMIT_PER_MINUTE: integer(1, 1_000_000).default(60),
  RATE_LIMIT_SCALE: integer(1, 1000).default(1),
  RATE_LIMIT_STORE: z.enum(["upstash", "memory"], { error: "must be upstash or memory" }).default("upstash"),
  UPSTASH_REDIS_REST_URL: urlOf(["http:", "https:"])
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  UPSTASH_REDIS_REST_TOKEN: secret.optional(),
  SMTP_URL: urlOf(["smtp:", "smtps:"], { credentials: true }),
  EMAIL_FROM: mailbox,
  MAIL_ONLY_TO: recipients.optional(),
  MAILBOX_FILE: z.string().optional(),
  AI_BASE_URL: urlOf(["http:", "https:"])
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  AI_API_KEY: secret.optional(),
  AI_MODEL: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, "must be the name of a model, without spaces")
    .optional(),
  STRIPE_SECRET_KEY: secret.optional(),
  STRIPE_WEBHOOK_SECRET: secret.optional(),
  STRIPE_API_URL: ownOrigin.default(STRIPE_API_URL),
  CREDIT_PACKS: creditPacks.default(DEFAULT_CREDIT_PACKS),
  HSTS: transportSecurity.default(DEFAULT_HSTS),
  AUDIT_RETENTION_DAYS: integer(30, 36_500).default(400),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], {
      error: "must be debug, info, warn, error or silent",
    })
    .default("info"),
  METRICS_TOKEN: secret.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf(["http:", "https:"]).optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: urlOf(["http:", "https:"]).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headerList.optional(),
  OTEL_SERVICE_NAME: displayName.optional(),
  OTEL_RESOURCE_ATTRIBUTES: attributeList.optional(),
  VERCEL: z.string().optional(),
  VERCEL_ENV: z.string().optional(),
  VERCEL_REGION: z.string().optional(),
  VERCEL_URL: z.string().optional(),
  VERCEL_BRANCH_URL: z.string().optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
});

export type Variables = z.infer<typeof variables>;
