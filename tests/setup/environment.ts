// The configuration of a test process. Set before any module of the app is loaded, because modules read it only once.
import { randomBytes } from "node:crypto";
import { VERCEL_MARKS } from "../../lib/env/rules";

const DEAD_PORT = 1;

export function setEnvironment(databaseUrl: string): void {
  const secret = () => randomBytes(32).toString("hex");
  Object.assign(process.env, {
    APP_ENV: "test",
    APP_URL: "http://localhost:3000",
    DATABASE_URL: databaseUrl,
    JWT_SECRET_KEY: secret(),
    ENCRYPTION_KEY: secret(),
    CRON_SECRET: secret(),
    SMTP_URL: `smtp://127.0.0.1:${DEAD_PORT}`,
    EMAIL_FROM: "Gatehouse <no-reply@gatehouse.test>",
    RATE_LIMIT_STORE: "memory",
    BREACHED_PASSWORD_API_URL: "",
    LOG_LEVEL: "silent",
  });
  for (const name of [...VERCEL_MARKS, "DIRECT_DATABASE_URL", "DATABASE_TLS", "APP_MODE", "APP_NAME"])
    delete process.env[name];
}
