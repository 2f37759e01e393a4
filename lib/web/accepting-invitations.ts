// Accepting an invitation, from the page and by JSON: what it sets in the browser, and where it leads.
import "server-only";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import type { ErrorCode } from "@/lib/errors/codes";
import { signOut } from "@/lib/auth/sessions/sign-out";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { formAction } from "./action";
import { goOn } from "./flash";
import { dropInvitation, INVITATION_PATH, keepInvitation } from "./invitation-token";
import { jsonRoute } from "./route";
import { homeOf, writeSession } from "./signed-in";
import { clearCookie, writeCookie } from "./write-cookie";

/** Only who got an account was signed in by it. */
async function finishAccepting({ entered }: { entered: { session: NewSession; deviceCookie: string } | null }): Promise<void> {
  if (entered) {
    await writeSession(entered.session);
    await writeCookie("device", entered.deviceCookie);
  }
  await clearCookie("invitation");
}

/** What is over for good. Whoever has to sign in, out, or try again still needs the link. */
async function forgetIfOver(code: ErrorCode, { token }: { token?: unknown }): Promise<void> {
  if (code === "INVALID_LINK" || code === "ALREADY_MEMBER") await dropInvitation(token);
}

export const acceptInvitationAction = formAction(acceptInvitation, {
  refused: forgetIfOver,
  done: async (output) => {
    await finishAccepting(output);
    return goOn(homeOf(output.organizations), "organization-joined");
  },
  signIn: async ({ token }) => {
    await keepInvitation(token);
    return `/login?next=${encodeURIComponent(INVITATION_PATH)}`;
  },
});

/** For who is signed in under another address than the invited one. */
export const leaveForInvitationAction = formAction(signOut, {
  carry: ["token"],
  refused: async (code, { token }) => {
    if (code === "SIGNED_IN_AS_ANOTHER") await keepInvitation(token);
  },
  done: async (_output, { token }) => {
    await clearCookie("session");
    await keepInvitation(token);
    return goOn(INVITATION_PATH, "signed-out");
  },
  signIn: async ({ token }) => {
    await keepInvitation(token);
    return INVITATION_PATH;
  },
});

export const acceptInvitationRoute = jsonRoute(acceptInvitation, {
  view: ({ user, organizations }) => ({ user, organizations }),
  finish: finishAccepting,
  refused: forgetIfOver,
});
