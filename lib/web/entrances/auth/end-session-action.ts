// Ends one of the user's own sessions. Ending the session of this browser signs the browser out.
import "server-only";
import { endSession } from "@/lib/auth/sessions/end-session";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/go-on";

export const endSessionAction = formAction(endSession, {
  done: ({ current }) => (current ? goOn("/login", "signed-out") : goOn("/account/sessions", "session-ended")),
});
