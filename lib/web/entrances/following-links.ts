// Mailed links that are opened where somebody else is signed in: signs them out and comes back to the link.
import "server-only";
import { signOut } from "@/lib/auth/sessions/sign-out";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/flash";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { MAILED_LINKS, type MailedLink } from "@/lib/web/cookies/mailed-links";
import { keepToken } from "@/lib/web/cookies/mailed-token";
import { signBrowserOut } from "./signed-in";

function leaveFor(link: MailedLink): FormAction {
  return formAction(signOut, {
    carry: ["token"],
    refused: async (code, { token }) => {
      if (code === "SIGNED_IN_AS_ANOTHER") await keepToken(link, token);
    },
    done: async (_output, { token }) => {
      await signBrowserOut();
      await keepToken(link, token);
      return goOn(MAILED_LINKS[link], "signed-out");
    },
    signIn: async ({ token }) => {
      await keepToken(link, token);
      return MAILED_LINKS[link];
    },
  });
}

export const leaveForInvitationAction = leaveFor("invitation");
export const leaveForVerificationAction = leaveFor("verification");
export const leaveForResetAction = leaveFor("passwordReset");
export const leaveForEmailChangeAction = leaveFor("emailChange");
