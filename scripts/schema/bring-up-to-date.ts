// Migrates the configured database, over the direct connection if the app uses a pooler, and stores the audit retention and
// the environment in the database. Fails if a production database contains seeded users.
import type pg from "pg";
import { ConfigurationError, parseMigrationEnv, type MigrationEnv } from "@/lib/env/schema";
import { migrate } from "@/lib/db/migrate";
import { Failure, messageOf } from "../failure";
import { countSeededUsers } from "./seeded-users";

async function refuseSeededUsers(client: pg.Client): Promise<void> {
  const people = await countSeededUsers(client);
  if (people > 0) throw new Failure(`${people} users of the development seed are in this database: delete them.`);
}

function configuration(): MigrationEnv {
  try {
    return parseMigrationEnv(process.env);
  } catch (error) {
    throw error instanceof ConfigurationError ? new Failure(error.message) : error;
  }
}

export async function bringUpToDate({ takeOver = false } = {}): Promise<void> {
  const {
    APP_ENV: environment,
    DIRECT_DATABASE_URL: url,
    AUDIT_RETENTION_DAYS: auditRetentionDays,
    strict,
  } = configuration();
  const check = strict ? refuseSeededUsers : undefined;
  const applied = await migrate(url, { auditRetentionDays, environment, takeOver, check }).catch((error: unknown) => {
    throw new Failure(messageOf(error));
  });
  console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
}
