// Links an identity to the account of its address, if its provider is the authority for the address and the user has not
// unlinked one. If someone else came first, with an unconfirmed identity, then their sessions, tokens, personal API keys,
// reset link and change of address end, and so do their open invitations and the API keys of organizations that have no
// other member. The members of their organizations stay.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import { recordAudit, toSubject } from "@/lib/access/audit";
import { assertAllLocked } from "@/lib/access/recheck";
import { refuse, type Refusal } from "@/lib/access/refusal";
import type { SystemDb } from "@/lib/db/transaction";
import { revokeInvitationsFrom, revokeKeysOfOwnOrganizations } from "../revoke-grants";
import { revokeAccess } from "../sessions/close-sessions";
import { mailIdentityLinked } from "./mails";
import { lockByEmail, lockOrganizationsOfClaimed, storeIdentity, type Account } from "./queries";
import { removeIdentities } from "./remove-identities";
import type { ProvedIdentity } from "./verify-id-token";

/** Call this before users are locked. Returns the ids of the locked organizations, for `claimByAddress`. */
export async function lockForClaim(db: SystemDb, identity: ProvedIdentity): Promise<string[]> {
  return identity.isAuthority ? lockOrganizationsOfClaimed(db, identity) : [];
}

/** @returns null if the address has no account */
export async function claimByAddress(
  db: SystemDb,
  caller: Caller,
  identity: ProvedIdentity,
  lockedOrganizations: string[],
): Promise<Account | Refusal | null> {
  const account = await lockByEmail(db, identity.email);
  if (!account) return null;
  if (!identity.isAuthority) return refuse("OAUTH_LINK_REQUIRED");
  if (account.isSuspended) return refuse("ACCOUNT_SUSPENDED");
  if (!account.linksByAddress) return refuse("OAUTH_LINK_REQUIRED");
  const revoked = await removeEarlierOwner(db, caller, account.id, lockedOrganizations);
  // The account may have another identity of this provider: the address may have had another owner then.
  if (!(await storeIdentity(db, account.id, identity, true))) return refuse("OAUTH_LINK_REQUIRED");
  // It may have been mailed to an earlier owner of the mailbox.
  await db.passwordReset.deleteMany({ where: { userId: account.id } });
  await recordAudit(
    db,
    caller,
    { action: "auth.link-identity", outcome: "ok" },
    {
      ...{ entityType: "user", entityId: account.id, userId: account.id, standing: "user" },
      after: { provider: identity.provider, cause: "address_claimed", ...revoked },
    },
    toSubject,
  );
  await mailIdentityLinked(db, account.email, caller.request);
  return account;
}

/** @returns what was revoked, for the audit log; null if no one else came first */
async function removeEarlierOwner(db: SystemDb, caller: Caller, userId: string, lockedOrganizations: string[]) {
  const removal = { which: "unconfirmed", cause: "address_claimed", standing: "user" } as const;
  if (!(await removeIdentities(db, caller, userId, removal))) return null;
  await assertAllLocked(db, userId, lockedOrganizations);
  await revokeAccess(db, userId);
  return {
    invitations_revoked: await revokeInvitationsFrom(db, userId),
    organization_keys_revoked: await revokeKeysOfOwnOrganizations(db, userId),
  };
}
