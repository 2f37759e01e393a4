// Locks the organizations that a person belongs to, in one order, for what changes their standing in all of them at once.
// Before people: the order of everybody who needs both.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

export async function lockOrganizationsOf(db: SystemDb, userId: string): Promise<void> {
  await db.$queryRaw`
    SELECT 1 FROM organizations WHERE id IN (SELECT organization_id FROM memberships WHERE user_id = ${userId}::uuid)
     ORDER BY id FOR UPDATE`;
}
