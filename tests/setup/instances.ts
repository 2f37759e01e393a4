// The running instances that browser tests use, as described by the process that started them.
import { readFileSync } from "node:fs";
import path from "node:path";
import { RUN_FILE, type RunDescription } from "../../scripts/supervisor/announce";

/** An origin whose scripts may call the API of every instance. */
export const PARTNER_ORIGIN = "https://partner.test";

/** The token for the metrics of every instance. */
export const METRICS_TOKEN = "metrics-token-of-a-test-0123456789";

/** The secret and the header of a proxy in front of the instance that runs as on Vercel. */
export const PROXY_SECRET = "proxy-secret-of-a-test-0123456789";
export const PROXY_HEADER = "CF-Connecting-IP";

/** The environment variable that passes the collector of the pushed metrics to test workers: its URL. */
export const COLLECTOR_VARIABLE = "GATEHOUSE_E2E_COLLECTOR";

/** What the instances on Vercel send to the collector. */
export const COLLECTOR_CREDENTIAL = "Bearer credential-of-the-collector";

/**
 * An ordinary preview, a preview as strict as production, an ordinary preview in b2b mode, an ordinary preview for one test at
 * a time, and a preview that runs as on Vercel.
 */
export type InstanceName = "preview" | "strict" | "b2b" | "untouched" | "vercel";

export const LOG_FILE = "preview.log";

export interface Instance extends RunDescription {
  mailboxFile: string;
  /** The file with the instance's log. */
  logFile: string;
}

/** The environment variable that passes an instance's state folder to test workers. */
export const stateVariable = (name: InstanceName) => `GATEHOUSE_E2E_${name.toUpperCase()}`;

export function instance(name: InstanceName): Instance {
  const stateDir = process.env[stateVariable(name)];
  if (!stateDir) throw new Error(`The ${name} instance is not running.`);
  const description = JSON.parse(readFileSync(path.join(stateDir, RUN_FILE), "utf8")) as RunDescription;
  return { ...description, mailboxFile: path.join(stateDir, "mailbox.jsonl"), logFile: path.join(stateDir, LOG_FILE) };
}
