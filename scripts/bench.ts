// npm run bench [-- --seconds 5]: measures reservations of credits on a temporary PostgreSQL, and prints the table of
// docs/credits.md: calls a second, and their ratio to a bare conditional UPDATE. Changes no other database.
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { migrate } from "@/lib/db/migrate";
import { Failure, runScript } from "./failure";
import { startThrowawayCluster } from "./postgres/throwaway";
import { ensurePrismaClient } from "./schema/client";

function configure(databaseUrl: string): void {
  const secret = () => randomBytes(32).toString("hex");
  Object.assign(process.env, {
    APP_ENV: "test",
    APP_URL: "http://localhost:3000",
    DATABASE_URL: databaseUrl,
    JWT_SECRET_KEY: secret(),
    ENCRYPTION_KEY: secret(),
    CRON_SECRET: secret(),
    SMTP_URL: "smtp://127.0.0.1:1",
    EMAIL_FROM: "nobody@example.com",
    RATE_LIMIT_STORE: "memory",
    LOG_LEVEL: "silent",
  });
}

function readSeconds(): number {
  const { values } = parseArgs({ options: { seconds: { type: "string", default: "5" } }, strict: true });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Failure("--seconds must be a number above 0.");
  return seconds;
}

await runScript(async () => {
  const seconds = readSeconds();
  ensurePrismaClient();
  const throwaway = await startThrowawayCluster();
  try {
    await throwaway.createDatabase("bench");
    await migrate(throwaway.ownerUrl("bench"));
    configure(throwaway.ownerUrl("bench"));
    // Imported after the configuration is set, because these modules read it.
    const { measureCredits, tableOf } = await import("../tests/bench/credits");
    for (const row of tableOf(await measureCredits(seconds))) console.log(row);
  } finally {
    await throwaway.remove();
  }
});
process.exit();
