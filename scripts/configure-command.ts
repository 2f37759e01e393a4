// The configuration of commands that only use the database.
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import type * as NextEnv from "@next/env";
import { LAMBDA_MARKS, VERCEL_MARKS } from "@/lib/env/platform";

const { loadEnvConfig } = createRequire(import.meta.url)("@next/env") as typeof NextEnv;

/** Required by the configuration but unused here: nothing is signed, encrypted or mailed. */
const UNUSED: Record<string, () => string> = {
  JWT_SECRET_KEY: () => randomBytes(32).toString("hex"),
  ENCRYPTION_KEY: () => randomBytes(32).toString("hex"),
  CRON_SECRET: () => randomBytes(32).toString("hex"),
  SMTP_URL: () => "smtp://127.0.0.1:1",
  EMAIL_FROM: () => "nobody@example.com",
  TRUSTED_PROXY_HOPS: () => "0",
};

/**
 * Loads the same configuration as `npm start`: the environment, then the .env files of production. Unused secrets get
 * placeholders.
 */
export function configureCommand(): void {
  loadEnvConfig(process.cwd(), false, { info: () => undefined, error: (...words: unknown[]) => console.error(...words) });
  for (const [name, make] of Object.entries(UNUSED)) {
    if (!process.env[name] && !process.env[`${name}_FILE`]) process.env[name] = make();
  }
  // This process serves no requests, so it needs no shared store, and the rules for serverless functions do not apply.
  process.env.RATE_LIMIT_STORE = "memory";
  for (const name of [...VERCEL_MARKS, ...LAMBDA_MARKS]) Reflect.deleteProperty(process.env, name);
}
