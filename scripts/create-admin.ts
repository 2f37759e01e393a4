// npm run create-admin -- --email a@b.c [--name "…"]: makes a system admin in the database that the environment names,
// and prints a link to set a password where there is none. Needs DATABASE_URL and APP_URL alone.
import { randomBytes, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import type * as NextEnv from "@next/env";
import { VERCEL_MARKS } from "@/lib/env/rules";
import { ConfigurationError } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { Failure, messageOf, runScript } from "./failure";
import { ensurePrismaClient } from "./schema/client";

const { loadEnvConfig } = createRequire(import.meta.url)("@next/env") as typeof NextEnv;

const USAGE = `Usage: npm run create-admin -- --email name@example.com --name "Full Name"
The name is needed where there is no account at the address yet.`;

/** Required of the app, and of no use here: nothing is signed, encrypted or mailed. */
const UNUSED: Record<string, () => string> = {
  JWT_SECRET_KEY: () => randomBytes(32).toString("hex"),
  ENCRYPTION_KEY: () => randomBytes(32).toString("hex"),
  CRON_SECRET: () => randomBytes(32).toString("hex"),
  SMTP_URL: () => "smtp://127.0.0.1:1",
  EMAIL_FROM: () => "nobody@example.com",
  TRUSTED_PROXY_HOPS: () => "0",
};

/** What `npm start` would read: the environment, then the .env files of production; and something for what is unused. */
function configure(): void {
  loadEnvConfig(process.cwd(), false, { info: () => undefined, error: (...words: unknown[]) => console.error(...words) });
  for (const [name, make] of Object.entries(UNUSED)) {
    if (!process.env[name] && !process.env[`${name}_FILE`]) process.env[name] = make();
  }
  // This process serves nobody, wherever the app itself runs.
  process.env.RATE_LIMIT_STORE = "memory";
  for (const name of VERCEL_MARKS) Reflect.deleteProperty(process.env, name);
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
    return new Failure("The account at this address is suspended: resume it in the console, or take another address.");
  if (error.code !== "VALIDATION_ERROR")
    return new Failure(`It did not work (${error.code}). Is the database reachable, and migrated with npm run migrate?`);
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
  // Only now: these read the configuration.
  const { systemCaller } = await import("@/lib/access/actor");
  const { createSystemAdmin } = await import("@/lib/admin/create-system-admin");
  const { env } = await import("@/lib/env/server");
  const { email, created, granted, resetToken } = await createSystemAdmin(systemCaller(randomUUID()), input);
  const done = created
    ? "has an account now and is a system admin"
    : granted
      ? "is a system admin now; other sign-ins were ended"
      : "was a system admin already";
  console.log(`${email} ${done}.`);
  if (resetToken === null) {
    console.log(`They sign in with their password: ${env().APP_URL}/login`);
    return;
  }
  console.log(
    `\nThere is no password yet. Whoever opens this link chooses it: once, within one hour.\n\n  ${env().APP_URL}/reset-password?token=${resetToken}\n`,
  );
}

await runScript(async () => {
  try {
    await createAdmin();
  } catch (error) {
    throw readable(error);
  }
});
// The pool of connections would keep the process.
process.exit();
