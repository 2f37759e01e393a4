// Ending one of one's own sessions. Ending this browser's session signs it out.
import "server-only";
import { endSession } from "@/lib/auth/sessions/end-session";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/go-on";

export const endSessionAction = formAction(endSession, {
  done: ({ current }) => (current ? goOn("/login", "signed-out") : goOn("/account/sessions", "session-ended")),
});
