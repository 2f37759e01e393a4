// npm run create-admin -- --email a@b.c [--name "…"]: makes a system admin in the configured database, and prints a link to
// set a password if the account has none. Needs only DATABASE_URL and APP_URL.
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { ConfigurationError } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { configureCommand } from "./configure-command";
import { Failure, messageOf, runScript } from "./failure";
import { ensurePrismaClient } from "./schema/client";

const USAGE = `Usage: npm run create-admin -- --email name@example.com --name "Full Name"
The name is required if the address has no account yet.`;

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
  configureCommand();
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
