// Confirms a new email address. Afterwards, a browser that is not signed in as the account's user is redirected to sign-in.
import "server-only";
import { confirmEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/go-on";

export const confirmEmailChangeAction = formAction(confirmEmailChange, {
  done: ({ session }) => (session ? goOn("/account/email", "email-changed") : goOn("/login", "email-changed-sign-in")),
});
