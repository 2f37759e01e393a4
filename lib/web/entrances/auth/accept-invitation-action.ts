// Accepting an invitation leads into the organization. A user with an account signs in first and then returns.
import "server-only";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/go-on";
import { MAILED_LINKS } from "@/lib/web/cookies/mailed-links";
import { homeOf } from "@/lib/web/http/landing-path";
import { signInPath } from "@/lib/web/http/sign-in-path";

export const acceptInvitationAction = formAction(acceptInvitation, {
  done: ({ organizations }) => goOn(homeOf(organizations), "organization-joined"),
  ifSignedOut: () => Promise.resolve({ redirectTo: signInPath(MAILED_LINKS.invitation) }),
});
