// Unlinks an identity, unless it is the user's only way to sign in. Ends the user's other sessions and API clients, and
// revokes the personal API keys. A sign-in at the provider does not link it again, even if the provider is the authority
// for the address. The check holds, because everything that adds or removes a way to sign in locks the user.
import "server-only";
import { z } from "zod";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { refuse } from "@/lib/access/refusal";
import { AppError } from "@/lib/errors/app-error";
import { revokeAccess } from "../sessions/close-sessions";
import { mailIdentityUnlinked } from "./mails";
import { forbidLinkByAddress, hasPassword } from "./queries";
import { requirePasswordProof } from "./require-password-proof";
import { ProviderName } from "./schemas";

export const UnlinkInput = z.strictObject({ provider: ProviderName });

export const unlinkIdentity = userOperation({
  name: "auth.unlink-identity",
  accepts: sessionOnly,
  effect: "write",
  recent: "session",
  limit: generalLimitOnly,
  input: UnlinkInput,
  lock: ownRow,
  run: async ({ db, actor, request }, { provider }) => {
    const { user, credential } = actor;
    await requirePasswordProof(db, actor);
    const others = await db.identity.count({ where: { userId: user.id, provider: { not: provider } } });
    if (others === 0 && !(await hasPassword(db, user.id))) return refuse("LAST_SIGN_IN_METHOD");
    await forbidLinkByAddress(db, user.id, provider);
    const { count } = await db.identity.deleteMany({ where: { userId: user.id, provider } });
    if (count === 0) throw new AppError("NOT_FOUND");
    // An intruder may have signed in with it.
    await revokeAccess(db, user.id, credential.id);
    await mailIdentityUnlinked(db, user.email, request);
    return {};
  },
  audit: ({ actor, input }) => ({ entityType: "user", entityId: actor.user.id, before: { provider: input.provider } }),
});
