// Signing out. Also succeeds without a session.
import "server-only";
import { signOut } from "@/lib/auth/sessions/sign-out";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/go-on";

const toSignIn = () => goOn("/login", "signed-out");

export const signOutAction = formAction(signOut, { done: toSignIn, ifSignedOut: toSignIn });
