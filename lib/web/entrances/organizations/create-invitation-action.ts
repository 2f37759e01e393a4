// Creating an invitation leads back to the list of invitations, with a message that shows the email address.
import "server-only";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { orgAction } from "@/lib/web/adapters/action";
import { pathIn } from "@/lib/web/adapters/leads-to";
import { goOn } from "@/lib/web/cookies/go-on";

export const createInvitationAction = orgAction(createInvitation, {
  done: ({ email }, { org }) => goOn(pathIn(org, "invitations"), "invitation-sent", email),
});
