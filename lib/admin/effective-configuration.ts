// Lists the configuration of the process for the console. Shows only the variables named here, so that no other variable can
// leak. For secrets, and for URLs that may contain one, shows at most whether they are set.
import "server-only";
import { z } from "zod";
import { env } from "@/lib/env/server";
import { durationWords } from "./duration-words";

export const ConfigurationFact = z.strictObject({
  /** The name of the variable, as in .env.example. */
  name: z.string(),
  value: z.string(),
});
export type ConfigurationFact = z.output<typeof ConfigurationFact>;

const present = (value: string | undefined) => (value === undefined ? "not configured" : "configured");
const list = (items: string[]) => (items.length === 0 ? "none" : items.join(", "));

export function effectiveConfiguration(): ConfigurationFact[] {
  const current = env();
  const facts: Record<string, string> = {
    APP_NAME: current.APP_NAME,
    APP_MODE: current.APP_MODE,
    APP_ENV: current.APP_ENV,
    APP_URL: current.APP_URL,
    TRUSTED_HOSTS: list(current.TRUSTED_HOSTS),
    TRUSTED_PROXY_HOPS: String(current.TRUSTED_PROXY_HOPS),
    CLIENT_ADDRESS_HEADER: current.CLIENT_ADDRESS_HEADER ?? "not configured",
    ALLOWED_ORIGINS: list(current.ALLOWED_ORIGINS),
    SESSION_COOKIE_MAX_AGE: durationWords(current.SESSION_COOKIE_MAX_AGE),
    SESSION_ABSOLUTE_MAX_AGE: durationWords(current.SESSION_ABSOLUTE_MAX_AGE),
    ACCESS_TOKEN_EXPIRE_MINUTES: durationWords(current.ACCESS_TOKEN_EXPIRE_MINUTES * 60),
    REFRESH_TOKEN_EXPIRE_DAYS: durationWords(current.REFRESH_TOKEN_EXPIRE_DAYS * 86_400),
    PASSWORD_MIN_LENGTH: String(current.PASSWORD_MIN_LENGTH),
    BREACHED_PASSWORD_API_URL: present(current.BREACHED_PASSWORD_API_URL || undefined),
    RATE_LIMIT_PER_MINUTE: String(current.RATE_LIMIT_PER_MINUTE),
    RATE_LIMIT_SCALE: String(current.RATE_LIMIT_SCALE),
    RATE_LIMIT_STORE: current.RATE_LIMIT_STORE,
    UPSTASH_REDIS_REST_URL: present(current.UPSTASH_REDIS_REST_URL),
    SMTP_URL: present(current.SMTP_URL),
    MAIL_ONLY_TO: current.MAIL_ONLY_TO === null ? "everyone" : list(current.MAIL_ONLY_TO),
    AI_BASE_URL: present(current.AI_BASE_URL),
    AI_MODEL: current.AI_MODEL ?? "not configured",
    STRIPE_SECRET_KEY: present(current.STRIPE_SECRET_KEY),
    CREDIT_PACKS: list(current.CREDIT_PACKS.map(({ id }) => id)),
    AUDIT_RETENTION_DAYS: String(current.AUDIT_RETENTION_DAYS),
    METRICS_TOKEN: present(current.METRICS_TOKEN),
    OTEL_EXPORTER_OTLP_ENDPOINT: present(current.OTEL_EXPORTER_OTLP_ENDPOINT),
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: present(current.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT),
    OTEL_EXPORTER_OTLP_HEADERS: current.OTEL_EXPORTER_OTLP_HEADERS ? "configured" : "not configured",
    JWT_SECRET_KEY_PREVIOUS: present(current.JWT_SECRET_KEY_PREVIOUS),
    ENCRYPTION_KEY_PREVIOUS: present(current.ENCRYPTION_KEY_PREVIOUS),
    CRON_SECRET_PREVIOUS: present(current.CRON_SECRET_PREVIOUS),
    CLIENT_ADDRESS_SECRET_PREVIOUS: present(current.CLIENT_ADDRESS_SECRET_PREVIOUS),
  };
  return Object.entries(facts).map(([name, value]) => ({ name, value }));
}
