// Names of users by id, as far as the handle may read them. A tenant handle reads only the current members of its
// organization, so a former member has no name.
import "server-only";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { distinct } from "@/lib/lists/distinct";

export async function userNames(
  db: SystemDb | TenantDb,
  ids: Iterable<string | null>,
): Promise<ReadonlyMap<string, string>> {
  const users = await db.user.findMany({ where: { id: { in: distinct(ids) } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}
