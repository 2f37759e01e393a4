// Mails an invitation again, with a new link that lives as long as the first one did, and with the role that it gives now.
// The old link is worthless then.
import "server-only";
import { enforceLimits, perAccount } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { perInviter } from "./create-invitation";
import { mailLink } from "./mail-link";
import { getInvitation, isMemberAddress, lockInvitation, requireInviter } from "./queries";
import { ResendInvitationInput } from "./schemas";
import { viewInvitation } from "./view";

export const resendInvitation = orgOperation({
  name: "invitations.resend",
  effect: "write",
  minRole: "org_admin",
  limit: perInviter,
  input: ResendInvitationInput,
  prepare: async (caller, { id }) => {
    const { email, acceptedAt, revokedAt } = await caller.transaction((db) => getInvitation(db, id));
    if (acceptedAt ?? revokedAt) throw new AppError("CONFLICT");
    await enforceLimits([perAccount(limits.invitationsPerRecipient)], { email }, caller);
  },
  run: async ({ db, actor, request }, { id }) => {
    await requireInviter(db, actor);
    const row = await lockInvitation(db, id);
    if (!row) throw new AppError("CONFLICT");
    const { organization, user: inviter } = actor;
    if (await isMemberAddress(db, organization.id, row.email)) throw new AppError("ALREADY_MEMBER");
    return viewInvitation(await mailLink(db, row, { organization, inviter }, request));
  },
  audit: ({ input }) => ({ entityType: "invitation", entityId: input.id }),
});
