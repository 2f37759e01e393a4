// The only way out of an organization's transaction. `.dependency-cruiser.cjs` lists the files that may use it.
import "server-only";
import type { SystemDb, TenantDb } from "./transaction";

/**
 * For rows that an organization's transaction writes outside the organization, such as a mail: `work` runs in the same
 * transaction under the system role, and the tenant role is restored before anything else runs. Models of a tenant handle
 * stay narrowed to the organization; raw statements are not. A handle of the system role is passed on unchanged.
 */
export async function asSystem<T>(db: TenantDb | SystemDb, work: (db: SystemDb) => Promise<T>): Promise<T> {
  const [{ role } = { role: "none" }] = await db.$queryRaw<{ role: string }[]>`SELECT current_setting('role') AS role`;
  await db.$queryRaw`SELECT set_config('role', system_role(), true)`;
  try {
    return await work(db as SystemDb);
  } finally {
    // This fails too after a failed statement. No role can then do anything more in this transaction.
    await db.$queryRaw`SELECT set_config('role', ${role}, true)`.catch(() => undefined);
  }
}
