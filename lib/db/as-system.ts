// The one way out of an organization's transaction. Who may take it is a list in .dependency-cruiser.cjs.
import "server-only";
import type { SystemDb, TenantDb } from "./transaction";

/**
 * For what an organization's transaction leaves outside of it, such as a mail: `work` runs in the same transaction under
 * the system role, and the tenant role is back before anything else. The handle of a tenant stays bound, so its models
 * are as narrow as before; raw statements are not. A handle of the system role is handed on as it is.
 */
export async function asSystem<T>(db: TenantDb | SystemDb, work: (db: SystemDb) => Promise<T>): Promise<T> {
  const [{ role } = { role: "none" }] = await db.$queryRaw<{ role: string }[]>`SELECT current_setting('role') AS role`;
  await db.$queryRaw`SELECT set_config('role', system_role(), true)`;
  try {
    return await work(db as SystemDb);
  } finally {
    // After a failed statement this fails, too: then nothing more can be done in this transaction by any role.
    await db.$queryRaw`SELECT set_config('role', ${role}, true)`.catch(() => undefined);
  }
}
