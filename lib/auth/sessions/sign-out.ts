// Ends the session of this very request.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { NoInput } from "@/lib/access/no-input";
import { ownRow } from "@/lib/access/recheck";
import { closeSession } from "./close-sessions";

export const signOut = userOperation({
  name: "auth.sign-out",
  effect: "write",
  // Happens once a session, and how many there are is limited at the sign-in.
  isRemedy: true,
  limit: inherit,
  input: NoInput,
  lock: ownRow,
  run: async ({ db, actor }) => {
    await closeSession(db, actor.user.id, actor.session.id);
  },
  audit: ({ actor }) => ({ entityType: "session", entityId: actor.session.id }),
});
