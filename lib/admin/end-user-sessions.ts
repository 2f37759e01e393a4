// Signs a user out everywhere and cancels their pending email change. The user may sign in again.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { revokeAccess } from "@/lib/auth/sessions/close-sessions";
import { alsoUser, getUserRow } from "./queries";
import { OneWithReasonInput } from "./schemas";

export const endUserSessions = adminOperation({
  name: "admin.end-user-sessions",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: OneWithReasonInput,
  lock: alsoUser,
  run: async ({ db }, { id }) => {
    await getUserRow(db, id);
    return { id, ended: await revokeAccess(db, id) };
  },
  audit: ({ input, output }) => ({
    entityType: "user",
    entityId: input.id,
    after: { sessions_ended: output.ended },
  }),
});
