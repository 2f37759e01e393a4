// Removes identities of a user for which the provider is not the authority: the user's address may have had another owner when
// they were linked.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

/** Returns whether any was removed. */
export async function removeUnconfirmed(db: SystemDb, userId: string): Promise<boolean> {
  return (await db.identity.deleteMany({ where: { userId, isConfirmed: false } })).count > 0;
}
