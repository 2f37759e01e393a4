// The only reader of the process's environment: parsed once at boot, and typed from then on.
import "server-only";
import { parseEnv, type Env } from "./schema";

const holder = globalThis as typeof globalThis & { gatehouseEnv?: Env };

/** @throws ConfigurationError naming every invalid variable */
export function env(): Env {
  return (holder.gatehouseEnv ??= parseEnv(process.env));
}

/** Whether this process may have development pages and fakes. */
export function isDevelopment(): boolean {
  return env().APP_ENV === "dev" || env().APP_ENV === "test";
}

/** Whether this installation takes payments. */
export function takesPayments(): boolean {
  return env().STRIPE_SECRET_KEY !== undefined;
}

/** Whether pages come from `next dev`, which needs a looser content security policy. */
export function isDevServer(): boolean {
  return process.env.NODE_ENV === "development";
}
