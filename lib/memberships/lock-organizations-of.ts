// Locks the organizations that a person belongs to, in one order, for what changes their standing in all of them at once.
// Before people: the order of everybody who needs both.
import "server-only";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";

/** @returns their ids; the person may have joined others by the time that the locks are held */
export async function lockOrganizationsOf(db: SystemDb, userId: string): Promise<string[]> {
  const rows = await lockRows<{ id: string }>(db, "organization")`
      SELECT id FROM organizations WHERE id IN (SELECT organization_id FROM memberships WHERE user_id = ${userId}::uuid)
       ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}
