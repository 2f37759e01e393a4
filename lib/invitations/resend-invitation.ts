// Mails an invitation again. The new link has a full lifetime and grants the invitation's current role. The old link stops
// working, unless the mail is held back or dropped.
import "server-only";
import { anyOfUser } from "@/lib/access/accepts";
import type { z } from "zod";
import type { MemberActor } from "@/lib/access/actor";
import { orgOperation } from "@/lib/access/operation";
import type { FindContext } from "@/lib/access/operation-spec";
import { grantsAdmin, requireRecentProof } from "@/lib/access/recent-proof";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { perFoundPair, perFoundRecipient, perInviter } from "./invitation-limits";
import { mailLink } from "./mail-link";
import { getInvitation, isMemberAddress, takeOverInvitation } from "./queries";
import { ResendInvitationInput } from "./schemas";
import { InvitationView, viewInvitation } from "./view";

type Input = z.output<typeof ResendInvitationInput>;

async function findOpenInvitation({ actor, transaction }: FindContext<MemberActor, TenantDb>, { id }: Input) {
  const { email, role, acceptedAt, revokedAt } = await transaction((db) => getInvitation(db, id));
  if (acceptedAt ?? revokedAt) throw new AppError("CONFLICT");
  // Resending requires the same proof as inviting, because it makes an expired invitation valid again.
  if (grantsAdmin(role)) requireRecentProof(actor.credential);
  return { email };
}

export const resendInvitation = orgOperation({
  name: "invitations.resend",
  accepts: anyOfUser,
  effect: "write",
  minRole: "org_admin",
  recent: { for: "org_admin" },
  input: ResendInvitationInput,
  output: InvitationView,
  lock: "KEY SHARE",
  find: findOpenInvitation,
  limit: [...perInviter, perFoundPair],
  quietLimit: [perFoundRecipient],
  run: async ({ db, actor, request, overQuietLimit: isHeldBack }, { id }) => {
    const row = await takeOverInvitation(db, id, actor.user.id);
    if (!row) throw new AppError("CONFLICT");
    // Another admin may have raised the role of the invitation since `find` read it.
    if (grantsAdmin(row.role)) requireRecentProof(actor.credential);
    const { organization, user: inviter } = actor;
    if (await isMemberAddress(db, organization.id, row.email)) throw new AppError("ALREADY_MEMBER");
    return viewInvitation((await mailLink(db, row, { organization, inviter, isHeldBack }, request)).row);
  },
  audit: ({ input }) => ({ entityType: "invitation", entityId: input.id }),
});
