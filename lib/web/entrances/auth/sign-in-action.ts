// Signing in leads to the page that was requested, or home.
import "server-only";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { formAction } from "@/lib/web/adapters/action";
import { landingPath } from "@/lib/web/http/landing-path";

export const signInAction = formAction(signIn, {
  carry: ["next"],
  done: ({ organizations, isSystemAdmin }, { next }) =>
    Promise.resolve({ redirectTo: landingPath(next, organizations, isSystemAdmin) }),
});
