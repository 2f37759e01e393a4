// Invites an address to the organization, with a role that is not above one's own.
import "server-only";
import { perAccount, type LimitRule } from "@/lib/access/limit-rule";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { orgOperation } from "@/lib/access/operation";
import { roleAtLeast } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { issueInvitation } from "./issue-invitation";
import { requireInviter } from "./queries";
import { CreateInvitationInput } from "./schemas";

/** For whatever mails an invitation: of one organization, and of one person in however many of them. */
export const perInviter: LimitRule<unknown, Caller<MemberActor>>[] = [
  { limit: limits.invitationsPerUser, key: (_input, { actor }) => actor.user.id },
  { limit: limits.invitationsPerOrganization, key: (_input, { actor }) => actor.organization.id },
];

export const createInvitation = orgOperation({
  name: "invitations.create",
  effect: "write",
  minRole: "org_admin",
  // The inviter first: one that is stopped must not use up what its recipients may get from others.
  limit: [...perInviter, perAccount(limits.invitationsPerRecipient)],
  input: CreateInvitationInput,
  run: async ({ db, actor, request }, { email, role }) => {
    const own = await requireInviter(db, actor);
    if (!roleAtLeast(own, role)) throw new AppError("ACCESS_DENIED");
    return issueInvitation(db, { organization: actor.organization, email, role, invitedBy: actor.user }, request);
  },
  audit: ({ input, output }) => ({ entityType: "invitation", entityId: output?.id, after: { role: input.role } }),
});
