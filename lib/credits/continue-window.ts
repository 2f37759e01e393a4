// Lets the running window go on when a subscription changes, with everything that was used in it.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

/** @param anchor from which windows are counted from now on, as of the same transaction */
export async function continueWindow(db: SystemDb, organizationId: string, anchor: Date): Promise<void> {
  await db.$executeRaw`SELECT 1 FROM continue_credit_window(${organizationId}::uuid, ${anchor}::timestamptz)`;
}
