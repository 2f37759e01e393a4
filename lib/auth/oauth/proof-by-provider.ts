// How far a sign-in at a provider proves who is there. A provider that says when it last asked (`auth_time`) is believed. From
// one that does not, a sign-in only shows that the browser is signed in at the provider. That is a proof for users without a
// password, who can give no other, and none for users with one.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import type { GivenProof } from "../sessions/create-session";
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
  const passwords = await db.passwordCredential.count({ where: { userId } });
  return { method: provider, at: passwords > 0 ? NEVER : new Date() };
}
