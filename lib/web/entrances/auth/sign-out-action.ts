// Signing out. Where nobody is signed in any more, that is what was asked for.
import "server-only";
import { signOut } from "@/lib/auth/sessions/sign-out";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/flash";

const toSignIn = () => goOn("/login", "signed-out");

export const signOutAction = formAction(signOut, { done: toSignIn, ifSignedOut: toSignIn });
