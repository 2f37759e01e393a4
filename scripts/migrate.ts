// Brings the configured database up to date: over the direct connection, where the other goes through a pooler.
import { migrate } from "@/lib/db/migrate";
import { Failure, runScript } from "./failure";

await runScript(async () => {
  const url = process.env.DIRECT_DATABASE_URL || process.env.DATABASE_URL;
  if (!url) throw new Failure("DATABASE_URL is missing.");
  const applied = await migrate(url).catch((error: Error) => {
    throw new Failure(error.message);
  });
  console.log(applied.length ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
});
