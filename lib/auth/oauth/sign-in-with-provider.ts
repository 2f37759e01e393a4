// Signs a user in whom a provider has identified. The provider's subject identifies the user, never the address. An account
// is linked by its address only if the provider is the authority for that address; otherwise its owner must sign in and
// link. A new account takes over nothing that others have begun with its address.
import "server-only";
import { perAddress } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { Refusal, refuse } from "@/lib/access/refusal";
import { lockNames } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { createOrganizationFor } from "@/lib/organizations/create-organization";
import { listOrganizationsOf } from "@/lib/organizations/organizations-of";
import { limits } from "@/lib/rate-limit/limits";
import { readSetting } from "@/lib/settings/read-setting";
import { PersonName } from "../schemas";
import { beginSession, lockBrowserUsers } from "../sessions/create-session";
import { viewUser } from "../view";
import { claimByAddress, lockForClaim } from "./claim-by-address";
import { proofByProvider } from "./proof-by-provider";
import { findState, proveIdentity } from "./prove-identity";
import { findAccountId, lockByIdentity, storeIdentity, touchIdentity, type Account } from "./queries";
import { CallbackInput } from "./schemas";
import type { ProvedIdentity } from "./verify-id-token";

export const signInWithProvider = publicOperation({
  name: "auth.oauth-sign-in",
  effect: "write",
  find: findState("sign-in"),
  limit: [perAddress(limits.oauthPerAddress)],
  input: CallbackInput,
  prepare: async (context, input) => {
    const identity = await proveIdentity(context, input);
    const accountId = await context.transaction((db) => findAccountId(db, identity));
    return { identity, accountId, next: context.found.next };
  },
  run: async ({ db, actor, request, prepared: { identity, accountId, next } }) => {
    if (!identity.isEmailVerified) return refuse("OAUTH_EMAIL_UNVERIFIED");
    // Under this lock, no account is created for the address, and none moves to it or from it.
    await lockNames(db, "email", identity.email);
    const organizations = await lockForClaim(db, identity);
    await lockBrowserUsers(db, actor, accountId);
    const account =
      (await findLinked(db, identity)) ?? (await claimByAddress(db, { actor, request }, identity, organizations));
    if (account instanceof Refusal) return account;
    const user = account ?? (await createUser(db, identity));
    if (user instanceof Refusal) return user;
    const proof = await proofByProvider(db, user.id, identity);
    const { session, replacesAnother } = await beginSession(db, { actor, request }, user.id, proof);
    return {
      user: viewUser(user),
      isSystemAdmin: user.isSystemAdmin,
      isNew: account === null,
      organizations: await listOrganizationsOf(db, user.id),
      session,
      replacesAnother,
      next,
    };
  },
  cookies: ({ session, replacesAnother }) => ({ session, mailedLinks: replacesAnother ? "clear" : undefined }),
  audit: ({ prepared: { identity, accountId }, output }) => ({
    entityType: "session",
    entityId: output?.session.id,
    userId: output?.user.id ?? accountId,
    standing: output && "user",
    after: output && { method: identity.provider, account_created: output.isNew },
  }),
});

/** A changed address of a known identity changes nothing. */
async function findLinked(db: SystemDb, identity: ProvedIdentity): Promise<Account | Refusal | null> {
  const account = await lockByIdentity(db, identity);
  if (account?.isSuspended) return refuse("ACCOUNT_SUSPENDED");
  if (account) await touchIdentity(db, identity, identity.isAuthority && account.email === identity.email);
  return account;
}

/** @throws AppError CONFLICT if the identity was linked meanwhile, under another address */
async function createUser(db: SystemDb, identity: ProvedIdentity): Promise<Account | Refusal> {
  const { email, name, isAuthority } = identity;
  if (env().APP_MODE === "b2b") return refuse("OAUTH_NOT_INVITED");
  if (!(await readSetting(db, "sign_ups_open"))) return refuse("OAUTH_SIGN_UP_CLOSED");
  const user = await db.user.create({
    data: { email, name: PersonName.safeParse(name).data ?? email.slice(0, email.indexOf("@")) },
    select: { id: true, email: true, name: true, isSystemAdmin: true },
  });
  if (!(await storeIdentity(db, user.id, identity, isAuthority))) throw new AppError("CONFLICT");
  await createOrganizationFor(db, user, null);
  // Whatever others have begun with this address ends here.
  await db.signUp.deleteMany({ where: { email } });
  await db.emailChange.deleteMany({ where: { newEmail: email } });
  return { ...user, isSuspended: false };
}
