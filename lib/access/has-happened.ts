// Whether the organization's audit log records that an action succeeded. The dashboard uses this to show a first step as
// done, even if the created item has since been deleted.
import "server-only";
import type { TenantDb } from "@/lib/db/transaction";

export async function hasHappened(db: TenantDb, action: string): Promise<boolean> {
  return (await db.auditEntry.findFirst({ where: { action, outcome: "ok" }, select: { id: true } })) !== null;
}
