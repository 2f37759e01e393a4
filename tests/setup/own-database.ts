// A database of its own for a test file that fills it with rows which would mislead later files and cannot be deleted.
import { openDatabase, type Database } from "@/lib/db/client";
import { createDatabase, dropDatabase } from "../../scripts/postgres/databases";
import { administrationUrl, databaseUrls, queryAt, templateDatabase, workerDatabase } from "./databases";

const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database };

export interface OwnDatabase {
  superuserUrl: string;
  drop: () => Promise<void>;
}

/**
 * Until it is dropped, the app uses this database instead of the worker's.
 * @param max the number of connections that the pool opens and the database accepts
 */
export async function useOwnDatabase(suffix: string, max?: number): Promise<OwnDatabase> {
  const name = `${workerDatabase}_${suffix}`;
  const { owner, superuser } = databaseUrls(name);
  await createDatabase(administrationUrl, name, templateDatabase);
  if (max) await queryAt(administrationUrl, `ALTER DATABASE ${name} CONNECTION LIMIT ${max}`);
  const usual = holder.gatehouseDatabase;
  const own = openDatabase({ connectionString: owner, max });
  holder.gatehouseDatabase = own;
  return {
    superuserUrl: superuser,
    drop: async () => {
      if (usual) holder.gatehouseDatabase = usual;
      else delete holder.gatehouseDatabase;
      await own.client.$disconnect();
      await dropDatabase(administrationUrl, name);
    },
  };
}
