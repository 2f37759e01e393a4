// Accepting an invitation, from the page and by JSON: what it sets in the browser, and where it leads.
import "server-only";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/flash";
import { MAILED_LINKS } from "@/lib/web/cookies/mailed-links";
import { keepToken } from "@/lib/web/cookies/mailed-token";
import { jsonRoute } from "@/lib/web/adapters/route";
import { homeOf, writeSignedIn } from "./signed-in";

/** Only who got an account was signed in by it. */
async function finishAccepting({
  entered,
}: {
  entered: { session: NewSession; deviceCookie: string } | null;
}): Promise<void> {
  if (entered) await writeSignedIn(entered);
}

export const acceptInvitationAction = formAction(acceptInvitation, {
  link: "invitation",
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
  link: "invitation",
});
