// Secrets of a development instance: random, generated at the first run, stored in a separate file.
import { randomBytes } from "node:crypto";
import { readRecord, writeRecord } from "./state-dir";

const NAMES = [
  "JWT_SECRET_KEY",
  "ENCRYPTION_KEY",
  "CRON_SECRET",
  "GOOGLE_CLIENT_SECRET",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "POSTGRES_SUPERUSER_PASSWORD",
  "POSTGRES_OWNER_PASSWORD",
] as const;

const FILE = "secrets.json";

export type Secrets = Record<(typeof NAMES)[number], string>;

/** The stored secrets. Missing secrets are generated and stored. */
export function loadSecrets(stateDir: string): Secrets {
  const known = (readRecord(stateDir, FILE) ?? {}) as Partial<Secrets>;
  const entries = NAMES.map((name) => [name, known[name] ?? randomBytes(32).toString("hex")] as const);
  const secrets = Object.fromEntries(entries) as Secrets;
  if (NAMES.some((name) => !known[name])) writeRecord(stateDir, FILE, secrets);
  return secrets;
}
