// Prints the SQL that prisma/migrations lacks to produce prisma/schema; nothing if they agree.
import { migrate } from "@/lib/db/migrate";
import { runScript } from "./failure";
import { startThrowawayCluster } from "./postgres/throwaway";
import { schemaDifference } from "./schema/difference";

await runScript(async () => {
  const throwaway = await startThrowawayCluster();
  try {
    await throwaway.createDatabase("current");
    await migrate(throwaway.ownerUrl("current"));
    const sql = await schemaDifference(throwaway.ownerUrl("current"));
    if (sql) console.log(sql);
  } finally {
    await throwaway.remove();
  }
});
