// Unlinks identities without the user's request, because they may belong to an intruder or to an earlier owner of the
// mailbox. Each removal is an audit entry of its own, which names the provider and the cause but not the identity.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import { recordAudit, toActor, toSubject, toSystemAdmin, type AuditDetail } from "@/lib/access/audit";
import type { SystemDb } from "@/lib/db/transaction";
import { deleteIdentities } from "./queries";

const ATTRIBUTION = {
  /** The owner of the mailbox set a password. */
  password_reset: toSubject,
  /** Another identity arrived, whose provider is the authority for the address. */
  address_claimed: toSubject,
  /** The user is becoming a system admin. */
  system_admin_granted: toSystemAdmin,
  /** The same, from the command line. */
  system_admin_created: toActor,
};

interface Removal extends Pick<AuditDetail, "standing" | "reason"> {
  /**
   * Unconfirmed: those for whose address the provider is not the authority, and that were not linked by a signed-in user.
   */
  which: "all" | "unconfirmed";
  cause: keyof typeof ATTRIBUTION;
}

/**
 * Callers hold the lock of the user's row.
 * @returns whether any was removed
 */
export async function removeIdentities(
  db: SystemDb,
  caller: Caller,
  userId: string,
  { which, cause, ...detail }: Removal,
): Promise<boolean> {
  const providers = await deleteIdentities(db, userId, which);
  const event = { action: "auth.unlink-identity", outcome: "ok" };
  const about = { entityType: "user", entityId: userId, ...(caller.actor.kind !== "system" && { userId }), ...detail };
  for (const provider of providers) {
    await recordAudit(db, caller, event, { ...about, before: { provider }, after: { cause } }, ATTRIBUTION[cause]);
  }
  return providers.length > 0;
}
