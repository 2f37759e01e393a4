// What a test file starts with: the same configuration, and none of the state that earlier files left in the process.
// Next.js reads these globals when it is loaded, and files share what is loaded, so no file may load Next.js before them.
import "next/dist/server/node-environment-baseline";
import { randomBytes } from "node:crypto";
import { LAMBDA_MARKS, VERCEL_MARKS } from "../../lib/env/platform";
import { refuseOtherMachines } from "./loopback-only";

const DEAD_PORT = 1;
const secret = () => randomBytes(32).toString("hex");
const SECRETS = { JWT_SECRET_KEY: secret(), ENCRYPTION_KEY: secret(), CRON_SECRET: secret() };
const INHERITED = { ...process.env };

/** All files of a worker use its database, so they share its connections. */
const SHARED = "gatehouseDatabase";

/** The app keeps its state under these names (see lib/env/server.ts). Some modules hold on to their map, so maps are emptied. */
function forgetState(): void {
  for (const [name, value] of Object.entries(globalThis)) {
    if (!name.startsWith("gatehouse") || name === SHARED) continue;
    if (value instanceof Map) value.clear();
    else Reflect.deleteProperty(globalThis, name);
  }
}

export function startFile(databaseUrl: string): void {
  refuseOtherMachines();
  forgetState();
  for (const name of Object.keys(process.env)) if (!(name in INHERITED)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, INHERITED, SECRETS, {
    APP_ENV: "test",
    APP_URL: "http://localhost:3000",
    DATABASE_URL: databaseUrl,
    SMTP_URL: `smtp://127.0.0.1:${DEAD_PORT}`,
    EMAIL_FROM: "Gatehouse <no-reply@gatehouse.test>",
    RATE_LIMIT_STORE: "memory",
    BREACHED_PASSWORD_API_URL: "",
    LOG_LEVEL: "silent",
  });
  for (const name of [...VERCEL_MARKS, ...LAMBDA_MARKS, "DIRECT_DATABASE_URL", "DATABASE_TLS", "APP_MODE", "APP_NAME"])
    delete process.env[name];
}
