// Records the statements that a piece of code sends to the database.
import { openDatabase, type Database } from "@/lib/db/client";
import { inSystemTransaction } from "@/lib/db/transaction";
import { startStatementProxy } from "@/tests/fakes/statement-proxy";
import { databaseUrl } from "@/tests/setup/databases";

/** The statements that reach the database while `work` runs, in a connection that is already open. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database };
  const usual = holder.gatehouseDatabase;
  const proxy = await startStatementProxy(databaseUrl);
  const watched = openDatabase({ connectionString: proxy.url, max: 1 });
  holder.gatehouseDatabase = watched;
  try {
    await inSystemTransaction((db) => db.user.count());
    proxy.statements.length = 0;
    await work();
    return [...proxy.statements];
  } finally {
    if (usual) holder.gatehouseDatabase = usual;
    else delete holder.gatehouseDatabase;
    await watched.client.$disconnect();
    await proxy.close();
  }
}
