// Locks all organizations that a person belongs to, ordered by id, for changes of their standing in all of them. Must come
// before locks on users.
import "server-only";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";

/** @returns their ids; the person may have joined others before the locks were taken */
export async function lockOrganizationsOf(db: SystemDb, userId: string): Promise<string[]> {
  const rows = await lockRows<{ id: string }>(db, "organization")`
      SELECT id FROM organizations WHERE id IN (SELECT organization_id FROM memberships WHERE user_id = ${userId}::uuid)
       ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}
