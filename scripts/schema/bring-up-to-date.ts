// Migrates the database that the environment names: over the direct connection, where the other goes through a
// pooler. One that is to serve real people, and holds seeded ones, is an error.
import pg from "pg";
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
    if (people > 0) throw new Failure(`${people} people of the development seed can sign in here: delete them.`);
  } finally {
    await client.end();
  }
}

export async function bringUpToDate(): Promise<void> {
  const { values, problems } = readSecretFiles(process.env);
  if (problems.length > 0) throw new Failure(problems.join("\n"));
  const url = values.DIRECT_DATABASE_URL || values.DATABASE_URL;
  if (!url) throw new Failure("DATABASE_URL is missing.");
  const applied = await migrate(url).catch((error: unknown) => {
    throw new Failure(messageOf(error));
  });
  console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
  if (!DEVELOPMENT.includes(process.env.APP_ENV ?? "prod")) await refuseSeededUsers(url);
}
