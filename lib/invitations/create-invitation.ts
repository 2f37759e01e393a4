// Invites an email address to the organization, with a role up to the inviter's own.
import "server-only";
import { anyOfUser } from "@/lib/access/accepts";
import { InvitationView } from "./view";
import { orgOperation } from "@/lib/access/operation";
import { recentForAdmins } from "@/lib/access/recent-proof";
import { roleAtLeast } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { perInviter, perPair, perRecipient } from "./invitation-limits";
import { issueInvitation } from "./issue-invitation";
import { CreateInvitationInput } from "./schemas";

export const createInvitation = orgOperation({
  name: "invitations.create",
  accepts: anyOfUser,
  effect: "write",
  idempotent: true,
  minRole: "org_admin",
  recent: recentForAdmins,
  // The inviter's limits come first, because a request that they refuse must not use up the recipient's limit.
  limit: [...perInviter, perPair],
  quietLimit: [perRecipient],
  input: CreateInvitationInput,
  output: InvitationView,
  lock: "KEY SHARE",
  run: async ({ db, actor, request, overQuietLimit }, { email, role }) => {
    if (!roleAtLeast(actor.role, role)) throw new AppError("ACCESS_DENIED");
    const given = {
      organization: actor.organization,
      email,
      role,
      invitedBy: actor.user,
      fromConsole: false,
      isHeldBack: overQuietLimit,
    };
    return (await issueInvitation(db, given, request)).invitation;
  },
  audit: ({ input, output }) => ({ entityType: "invitation", entityId: output.id, after: { role: input.role } }),
});
