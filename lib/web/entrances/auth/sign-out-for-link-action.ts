// For a mailed link that was opened while another user is signed in: signs that user out and returns to the link's page.
import "server-only";
import type { MailedLink } from "@/lib/access/cookie-effects";
import { signOut } from "@/lib/auth/sessions/sign-out";
import { formAction } from "@/lib/web/adapters/action";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { goOn } from "@/lib/web/cookies/go-on";
import { MAILED_LINKS } from "@/lib/web/cookies/mailed-links";

export function signOutForLinkAction(link: MailedLink): FormAction {
  const page = MAILED_LINKS[link];
  return formAction(signOut, {
    returnsTo: link,
    done: () => goOn(page, "signed-out"),
    ifSignedOut: () => Promise.resolve({ redirectTo: page }),
  });
}
