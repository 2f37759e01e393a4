// Reads how long the audit log keeps its entries. Returns null if no retention is configured, because code that only
// displays the number must not fail.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

/** In days; null if no retention is configured, in which case no entry is ever deleted. */
export async function findAuditRetention(db: SystemDb): Promise<number | null> {
  return (await db.auditRetention.findFirst({ select: { days: true } }))?.days ?? null;
}
