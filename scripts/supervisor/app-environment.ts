// The environment that a run gives the app. The caller's own environment takes precedence, except for the variables that
// define the run.
import path from "node:path";
import type { Mode } from "./modes";
import type { Secrets } from "./secrets";

export interface Addresses {
  url: string;
  databaseUrl: string;
  smtpUrl: string;
  /** The variables of what stands in for Google and Stripe, if anything does. */
  standIns: Record<string, string>;
}

export function appEnvironment(mode: Mode, stateDir: string, secrets: Secrets, at: Addresses): NodeJS.ProcessEnv {
  const { host, port } = new URL(at.url);
  const defaults = {
    APP_URL: at.url,
    ...(mode.strict ? {} : { TRUSTED_HOSTS: JSON.stringify([host, `127.0.0.1:${port}`]) }),
    JWT_SECRET_KEY: secrets.JWT_SECRET_KEY,
    ENCRYPTION_KEY: secrets.ENCRYPTION_KEY,
    CRON_SECRET: secrets.CRON_SECRET,
    SMTP_URL: at.smtpUrl,
    EMAIL_FROM: "Gatehouse <no-reply@gatehouse.test>",
    RATE_LIMIT_STORE: "memory",
    NEXT_TELEMETRY_DISABLED: "1",
    ...at.standIns,
    ...mode.variables,
  };
  const fixed = {
    APP_ENV: mode.appEnv,
    NODE_ENV: mode.runs.kind === "next-dev" ? ("development" as const) : ("production" as const),
    DATABASE_URL: at.databaseUrl,
    DIRECT_DATABASE_URL: at.databaseUrl,
    // The run's mail never leaves the machine, whatever variables the shell sets.
    SMTP_URL: defaults.SMTP_URL,
    MAILBOX_FILE: mode.strict ? undefined : path.join(stateDir, "mailbox.jsonl"),
  };
  return { ...defaults, ...process.env, ...fixed };
}
