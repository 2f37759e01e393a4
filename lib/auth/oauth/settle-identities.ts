// Decides on a user's identities when the owner of the mailbox sets a password with a mailed link. All are removed, because
// any may be an intruder's or an earlier owner's, and none is linked again by its address. Only a user who sets the first
// password, in a browser in which they are signed in, keeps them: they have no other way to be signed in.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import type { SystemDb } from "@/lib/db/transaction";
import { confirmIdentities, setLinksByAddress } from "./queries";
import { removeIdentities } from "./remove-identities";

/** @returns whether any was removed */
export async function settleIdentities(db: SystemDb, caller: Caller, userId: string, areKept: boolean): Promise<boolean> {
  if (areKept) {
    await confirmIdentities(db, userId);
    return false;
  }
  const isRemoved = await removeIdentities(db, caller, userId, { which: "all", cause: "password_reset" });
  if (isRemoved) await setLinksByAddress(db, userId, false);
  return isRemoved;
}
