// Links an identity at a provider to the signed-in account. The address of the identity may be any: its user is signed in
// there, and has proved here who they are, with the password if they have one; otherwise there is no state for this purpose.
// For a user who has only unconfirmed identities, the new one is unconfirmed, too, so that the next owner of the mailbox can
// remove them all.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { perAddress } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { refuse } from "@/lib/access/refusal";
import { limits } from "@/lib/rate-limit/limits";
import { mailIdentityLinked } from "./mails";
import { findState, proveIdentity } from "./prove-identity";
import { hasIdentity, isConfirmedUser, isLinked, setLinksByAddress, storeIdentity } from "./queries";
import { CallbackInput } from "./schemas";

export const linkIdentity = userOperation({
  name: "auth.link-identity",
  accepts: sessionOnly,
  effect: "write",
  find: findState("link"),
  limit: [perAddress(limits.oauthPerAddress)],
  input: CallbackInput,
  lock: ownRow,
  prepare: proveIdentity,
  run: async ({ db, actor: { user }, request, prepared: identity }) => {
    if (!identity.isEmailVerified) return refuse("OAUTH_EMAIL_UNVERIFIED");
    if (await hasIdentity(db, user.id, identity)) return {};
    if (!(await storeIdentity(db, user.id, identity, await isConfirmedUser(db, user.id)))) {
      // Without locking the other user: two users who link each other's identities would deadlock.
      return refuse((await isLinked(db, identity)) ? "OAUTH_IN_USE" : "OAUTH_LINKED_ALREADY");
    }
    await setLinksByAddress(db, user.id, true);
    await mailIdentityLinked(db, user.email, request);
    return {};
  },
  audit: ({ actor, prepared }) => ({
    entityType: "user",
    entityId: actor.user.id,
    after: { provider: prepared.provider },
  }),
});
