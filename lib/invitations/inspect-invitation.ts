// Previews an invitation for the page that the mailed link opens. Only the holder of the link learns whether the invited
// email address has an account. Names the inviter as the mail does.
import "server-only";
import { isSignedIn } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { hashToken } from "@/lib/crypto/hash";
import { AppError } from "@/lib/errors/app-error";
import { plainName } from "@/lib/text/plain-name";
import { findInvitation } from "./redeem-invitation";
import { InspectInvitationInput } from "./schemas";

export const inspectInvitation = publicOperation({
  name: "invitations.inspect",
  effect: "read",
  limit: generalLimitOnly,
  input: InspectInvitationInput,
  run: async ({ db, actor }, { token }) => {
    const found = await findInvitation(db, hashToken(token));
    if (!found) throw new AppError("INVALID_LINK");
    const { email, name, role, organizationName, slug, hasAccount, isMember } = found;
    const inviterName = plainName(found.inviterName, "Someone");
    const isForAnother = isSignedIn(actor) && actor.user.email !== email;
    const organization = { name: organizationName, slug };
    return { email, name, role, organization, inviterName, hasAccount, isMember, isForAnother };
  },
});
