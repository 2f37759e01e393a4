// Whether the organization's audit log contains an action. For first steps, which stay done even if the created item is
// deleted.
import "server-only";
import type { TenantDb } from "@/lib/db/transaction";

export async function hasHappened(db: TenantDb, action: string): Promise<boolean> {
  return (await db.auditEntry.findFirst({ where: { action, outcome: "ok" }, select: { id: true } })) !== null;
}
