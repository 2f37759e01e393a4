// Links an identity at a provider to the signed-in account. The address of the identity may be any: its user is signed in
// there, and here with a recent proof, without which there is no state for this purpose.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { perAddress } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { refuse } from "@/lib/access/refusal";
import { limits } from "@/lib/rate-limit/limits";
import { mailIdentityLinked } from "./mails";
import { proveIdentity } from "./prove-identity";
import { hasIdentity, lockByIdentity, storeIdentity } from "./queries";
import { CallbackInput } from "./schemas";

export const linkIdentity = userOperation({
  name: "auth.link-identity",
  accepts: sessionOnly,
  effect: "write",
  limit: [perAddress(limits.oauthPerAddress)],
  input: CallbackInput,
  lock: ownRow,
  prepare: async (context, input) => (await proveIdentity(context, "link", input)).identity,
  run: async ({ db, actor: { user }, request, prepared: identity }) => {
    if (!identity.isEmailVerified) return refuse("OAUTH_EMAIL_UNVERIFIED");
    if (await hasIdentity(db, user.id, identity)) return {};
    if (!(await storeIdentity(db, user.id, identity, true))) {
      return refuse((await lockByIdentity(db, identity)) ? "OAUTH_IN_USE" : "OAUTH_LINKED_ALREADY");
    }
    await mailIdentityLinked(db, user.email, request);
    return {};
  },
  audit: ({ actor, prepared }) => ({
    entityType: "user",
    entityId: actor.user.id,
    after: { provider: prepared.provider },
  }),
});
