// Adding or removing a way to sign in needs the password of a user who has one. A sign-in at the provider is no proof for
// this: it may come from a browser that is still signed in there, and the new way in would outlast that.
import "server-only";
import type { SignedInActor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors/app-error";
import type { SystemDb } from "@/lib/db/transaction";
import { hasPassword } from "./queries";

/**
 * For an operation that requires a recent proof of any kind.
 * @throws AppError RECENT_PROOF_REQUIRED
 */
export async function requirePasswordProof(db: SystemDb, { user, credential }: SignedInActor): Promise<void> {
  if (credential.proof.method === "password") return;
  if (await hasPassword(db, user.id)) throw new AppError("RECENT_PROOF_REQUIRED");
}
