// Revokes an invitation unless it was accepted. If it is revoked and accepted concurrently, only one succeeds.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { endInvitation, getInvitation } from "./queries";
import { RevokeInvitationInput } from "./schemas";

export const revokeInvitation = orgOperation({
  name: "invitations.revoke",
  accepts: anyCredential,
  effect: "write",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: RevokeInvitationInput,
  lock: "KEY SHARE",
  run: async ({ db }, { id }) => {
    const { role } = await getInvitation(db, id);
    if (!(await endInvitation(db, id))) throw new AppError("CONFLICT");
    return { role };
  },
  audit: ({ input, output }) => ({ entityType: "invitation", entityId: input.id, before: { role: output.role } }),
});
