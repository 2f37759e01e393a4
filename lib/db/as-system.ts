// The only way for an organization's transaction to reach rows outside the organization. `.dependency-cruiser.cjs` lists the
// files that may use it.
import "server-only";
import type { SystemDb, TenantDb } from "./transaction";

/**
 * Runs `work` in the same transaction under the system role, and then restores the previous role. Lets an organization's
 * transaction write rows outside the organization, such as a mail. Model queries of a tenant handle stay limited to the
 * organization; raw statements do not.
 */
export async function asSystem<T>(db: TenantDb | SystemDb, work: (db: SystemDb) => Promise<T>): Promise<T> {
  const [{ role } = { role: "none" }] = await db.$queryRaw<{ role: string }[]>`SELECT current_setting('role') AS role`;
  await db.$queryRaw`SELECT set_config('role', system_role(), true)`;
  try {
    return await work(db as SystemDb);
  } finally {
    // After a failed statement, restoring the role fails too, but then the transaction runs no further statement anyway.
    await db.$queryRaw`SELECT set_config('role', ${role}, true)`.catch(() => undefined);
  }
}
