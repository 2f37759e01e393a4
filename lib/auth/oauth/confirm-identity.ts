// Reauthenticates the signed-in user at the linked provider. Replaces the session, so that a copied session cookie stops
// working and does not gain the new proof.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { perAddress } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { refuse } from "@/lib/access/refusal";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { closeSession } from "../sessions/close-sessions";
import { createSession } from "../sessions/create-session";
import { isRecent, proofByProvider } from "./proof-by-provider";
import { findState, proveIdentity } from "./prove-identity";
import { hasIdentity, touchIdentity } from "./queries";
import { CallbackInput } from "./schemas";

export const confirmIdentity = userOperation({
  name: "auth.confirm-identity",
  accepts: sessionOnly,
  effect: "write",
  find: findState("confirm"),
  limit: [perAddress(limits.oauthPerAddress)],
  input: CallbackInput,
  lock: ownRow,
  prepare: async (context, input) => ({ identity: await proveIdentity(context, input), next: context.found.next }),
  run: async ({ db, actor, request, prepared: { identity, next } }) => {
    const { id } = actor.user;
    if (!(await hasIdentity(db, id, identity))) return refuse("OAUTH_OTHER_ACCOUNT");
    if (!identity.isEmailVerified) return refuse("OAUTH_EMAIL_UNVERIFIED");
    const proof = await proofByProvider(db, id, identity);
    if (!isRecent(proof)) return refuse("OAUTH_NOT_RECENT");
    // An ended session must not be revived.
    if ((await closeSession(db, id, actor.credential.id)) === 0) throw new AppError("UNAUTHORIZED");
    await touchIdentity(db, identity);
    return { session: await createSession(db, id, request, proof), next };
  },
  cookies: ({ session }) => ({ session }),
  audit: ({ actor, output }) => ({ entityType: "session", entityId: output?.session.id ?? actor.credential.id }),
});
