// Migrates the database that the environment names: over the direct connection, where the other goes through a
// pooler; and tells it how long audit entries stay. One that is to serve real people, and holds seeded ones, is an error.
import pg from "pg";
import { auditRetentionDays } from "@/lib/env/schema";
import { readSecretFiles } from "@/lib/env/secret-files";
import { migrate } from "@/lib/db/migrate";
import { Failure, messageOf } from "../failure";
import { countSeededUsers } from "./seeded-users";

const DEVELOPMENT = ["dev", "test"];

async function refuseSeededUsers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const people = await countSeededUsers(client);
    if (people > 0) throw new Failure(`${people} people of the development seed are in this database: delete them.`);
  } finally {
    await client.end();
  }
}

async function bring(url: string, source: Record<string, string | undefined>): Promise<string[]> {
  return migrate(url, { auditRetentionDays: auditRetentionDays(source) });
}

export async function bringUpToDate(): Promise<void> {
  const { values, problems } = readSecretFiles(process.env);
  if (problems.length > 0) throw new Failure(problems.join("\n"));
  const url = values.DIRECT_DATABASE_URL || values.DATABASE_URL;
  if (!url) throw new Failure("DATABASE_URL is missing.");
  const applied = await bring(url, values).catch((error: unknown) => {
    throw new Failure(messageOf(error));
  });
  console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
  if (!DEVELOPMENT.includes(process.env.APP_ENV ?? "prod")) await refuseSeededUsers(url);
}
