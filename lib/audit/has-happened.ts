// Whether the organization's audit log has an action. For first steps, which stay done after what they made is deleted.
import "server-only";
import type { TenantDb } from "@/lib/db/transaction";

export async function hasHappened(db: TenantDb, action: string): Promise<boolean> {
  return (await db.auditEntry.findFirst({ where: { action, outcome: "ok" }, select: { id: true } })) !== null;
}
