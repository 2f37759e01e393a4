// Ends the session of the current request.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { NoInput } from "@/lib/access/no-input";
import { ownRow } from "@/lib/access/recheck";
import { closeSession } from "./close-sessions";

export const signOut = userOperation({
  name: "auth.sign-out",
  accepts: sessionOnly,
  effect: "write",
  // Needs no limit of its own: it succeeds once per session, and sign-in limits the number of sessions.
  isContainment: true,
  limit: generalLimitOnly,
  input: NoInput,
  lock: ownRow,
  run: async ({ db, actor }) => {
    await closeSession(db, actor.user.id, actor.credential.id);
  },
  cookies: () => ({ session: "clear" }),
  // The session has already ended, so clearing the cookie completes the sign-out.
  cookiesIfRefused: (code) => ({ session: code === "UNAUTHORIZED" ? "clear" : null }),
  audit: ({ actor }) => ({ entityType: "session", entityId: actor.credential.id }),
});
