// Accepting an invitation, from the page and by JSON: what it sets in the browser, and where it leads.
import "server-only";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import type { ErrorCode } from "@/lib/errors/codes";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { formAction } from "./action";
import { goOn } from "./flash";
import { MAILED_LINKS } from "./mailed-links";
import { dropToken, keepToken } from "./mailed-token";
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
  if (code === "INVALID_LINK" || code === "ALREADY_MEMBER") await dropToken("invitation", token);
}

export const acceptInvitationAction = formAction(acceptInvitation, {
  refused: forgetIfOver,
  done: async (output) => {
    await finishAccepting(output);
    return goOn(homeOf(output.organizations), "organization-joined");
  },
  signIn: async ({ token }) => {
    await keepToken("invitation", token);
    return `/login?next=${encodeURIComponent(MAILED_LINKS.invitation)}`;
  },
});

export const acceptInvitationRoute = jsonRoute(acceptInvitation, {
  view: ({ user, organizations }) => ({ user, organizations }),
  finish: finishAccepting,
  refused: forgetIfOver,
});
