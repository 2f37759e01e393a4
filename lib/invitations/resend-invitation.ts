// Mails an invitation again, with a new link that lives as long as the first one did. The old link is worthless then.
import "server-only";
import { enforceLimits, perAccount } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { asSystem } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { perInviter } from "./create-invitation";
import { mailInvitation } from "./mails";
import { getInvitation, isMemberAddress, renewInvitation, requireInviter } from "./queries";
import { ResendInvitationInput } from "./schemas";
import { viewInvitation } from "./view";

export const resendInvitation = orgOperation({
  name: "invitations.resend",
  effect: "write",
  minRole: "org_admin",
  limit: perInviter,
  input: ResendInvitationInput,
  prepare: async (caller, { id }) => {
    const { email, role, acceptedAt, revokedAt } = await caller.transaction((db) => getInvitation(db, id));
    if (acceptedAt ?? revokedAt) throw new AppError("CONFLICT");
    await enforceLimits([perAccount(limits.invitationsPerRecipient)], { email }, caller);
    return { email, role };
  },
  run: async ({ db, actor, request, prepared: { email, role } }, { id }) => {
    await requireInviter(db, actor);
    const { id: organizationId, name: organizationName } = actor.organization;
    const token = generateToken();
    const mail = { to: email, token, organizationName, inviterName: actor.user.name, role };
    const isMailed = await asSystem(db, (system) => mailInvitation(system, mail, request));
    const row = await renewInvitation(db, id, hashToken(token), isMailed);
    if (!row) throw new AppError("CONFLICT");
    if (await isMemberAddress(db, organizationId, email)) throw new AppError("ALREADY_MEMBER");
    return viewInvitation(row);
  },
  audit: ({ input }) => ({ entityType: "invitation", entityId: input.id }),
});
