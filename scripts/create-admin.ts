// npm run create-admin -- --email a@b.c [--name "…"]: makes a system admin in the configured database, and prints a link to
// set a password if the account has none. Needs only DATABASE_URL and APP_URL.
import { randomBytes, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import type * as NextEnv from "@next/env";
import { LAMBDA_MARKS, VERCEL_MARKS } from "@/lib/env/platform";
import { ConfigurationError } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { Failure, messageOf, runScript } from "./failure";
import { ensurePrismaClient } from "./schema/client";

const { loadEnvConfig } = createRequire(import.meta.url)("@next/env") as typeof NextEnv;

const USAGE = `Usage: npm run create-admin -- --email name@example.com --name "Full Name"
The name is required if the address has no account yet.`;

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
function configure(): void {
  loadEnvConfig(process.cwd(), false, { info: () => undefined, error: (...words: unknown[]) => console.error(...words) });
  for (const [name, make] of Object.entries(UNUSED)) {
    if (!process.env[name] && !process.env[`${name}_FILE`]) process.env[name] = make();
  }
  // This process serves no requests, so it needs no shared store, and the rules for serverless functions do not apply.
  process.env.RATE_LIMIT_STORE = "memory";
  for (const name of [...VERCEL_MARKS, ...LAMBDA_MARKS]) Reflect.deleteProperty(process.env, name);
}

function readArguments(): { email: string; name: string | undefined } {
  try {
    const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string" } }, strict: true });
    if (values.email === undefined) throw new Failure("--email is missing.");
    return { email: values.email, name: values.name };
  } catch (error) {
    throw new Failure(`${messageOf(error)}\n${USAGE}`);
  }
}

function readable(error: unknown): unknown {
  if (error instanceof ConfigurationError) return new Failure(error.message);
  if (!(error instanceof AppError)) return error;
  if (error.code === "CONFLICT")
    return new Failure("The account at this address is suspended: reactivate it in the console, or use another address.");
  if (error.code !== "VALIDATION_ERROR")
    return new Failure(`The command failed (${error.code}). Is the database reachable, and migrated with npm run migrate?`);
  return new Failure(
    Object.entries(error.fields)
      .map(([field, message]) => `--${field}: ${message}`)
      .join("\n"),
  );
}

async function createAdmin(): Promise<void> {
  const input = readArguments();
  configure();
  ensurePrismaClient();
  // Imported after the configuration is set, because these modules read it.
  const { systemCaller } = await import("@/lib/access/actor");
  const { createSystemAdmin } = await import("@/lib/admin/create-system-admin");
  const { env } = await import("@/lib/env/server");
  const { email, created, granted, resetToken } = await createSystemAdmin(systemCaller(randomUUID()), input);
  const done = created
    ? "was created and is a system admin"
    : granted
      ? "is now a system admin; their sessions were ended"
      : "already was a system admin";
  console.log(`${email} ${done}.`);
  if (resetToken === null) {
    console.log(`They sign in with their password: ${env().APP_URL}/login`);
    return;
  }
  console.log(
    `\nThe account has no password yet. Choose one with this link, which works once, within one hour:\n\n  ${env().APP_URL}/reset-password?token=${resetToken}\n`,
  );
}

await runScript(async () => {
  try {
    await createAdmin();
  } catch (error) {
    throw readable(error);
  }
});
// The connection pool would keep the process alive.
process.exit();
