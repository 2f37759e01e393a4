// How far a sign-in at a provider proves who is there. If the provider says when the user last signed in there
// (`auth_time`), it is a proof of that age. Google says it only to some clients
// (https://developers.google.com/identity/siwg/security-bundle). If not, the browser is merely signed in there: a proof only
// for users without a password, who can give no other.
import "server-only";
import { RECENT_PROOF_SECONDS } from "@/lib/access/recent-proof";
import type { SystemDb } from "@/lib/db/transaction";
import type { GivenProof } from "../sessions/create-session";
import { hasPassword } from "./queries";
import type { ProvedIdentity } from "./verify-id-token";

const NEVER = new Date(0);

export async function proofByProvider(
  db: SystemDb,
  userId: string,
  { provider, authenticatedAt }: ProvedIdentity,
): Promise<GivenProof> {
  if (authenticatedAt !== undefined) {
    return { method: provider, at: new Date(Math.min(Date.now(), authenticatedAt * 1000)) };
  }
  return { method: provider, at: (await hasPassword(db, userId)) ? NEVER : new Date() };
}

export function isRecent({ at }: GivenProof): boolean {
  return Date.now() - at.getTime() <= RECENT_PROOF_SECONDS * 1000;
}
