// How long the audit log keeps its entries. Without a retention it keeps everything, and code that only displays the number
// must not fail.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

/** In days; null if the database has no retention, so that no entry is ever deleted. */
export async function findAuditRetention(db: SystemDb): Promise<number | null> {
  return (await db.auditRetention.findFirst({ select: { days: true } }))?.days ?? null;
}
