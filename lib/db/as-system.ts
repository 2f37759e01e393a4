// The only way for an organization's transaction to reach other rows. `.dependency-cruiser.cjs` lists the files that may use
// it.
import "server-only";
import type { SystemDb, TenantDb } from "./transaction";

/**
 * For rows that an organization's transaction writes outside the organization, such as a mail: `work` runs in the same
 * transaction under the system role, and the tenant role is restored before anything else runs. Model queries of a tenant
 * handle stay limited to the organization; raw statements do not. A handle of the system role is passed on unchanged.
 */
export async function asSystem<T>(db: TenantDb | SystemDb, work: (db: SystemDb) => Promise<T>): Promise<T> {
  const [{ role } = { role: "none" }] = await db.$queryRaw<{ role: string }[]>`SELECT current_setting('role') AS role`;
  await db.$queryRaw`SELECT set_config('role', system_role(), true)`;
  try {
    return await work(db as SystemDb);
  } finally {
    // After a failed statement this fails too. The transaction can then run no further statement under any role.
    await db.$queryRaw`SELECT set_config('role', ${role}, true)`.catch(() => undefined);
  }
}
