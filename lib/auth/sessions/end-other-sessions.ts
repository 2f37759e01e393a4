// Ends all sessions of a user except the current one.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { perContainment } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { NoInput } from "@/lib/access/no-input";
import { ownRow } from "@/lib/access/recheck";
import { closeOtherSessions } from "./close-sessions";

export const endOtherSessions = userOperation({
  name: "auth.end-other-sessions",
  accepts: sessionOnly,
  effect: "write",
  isContainment: true,
  limit: [perContainment],
  input: NoInput,
  lock: ownRow,
  run: async ({ db, actor }) => ({
    ended: await closeOtherSessions(db, actor.user.id, actor.credential.id),
  }),
  audit: ({ actor, output }) => ({
    entityType: "user",
    entityId: actor.user.id,
    after: { ended: output.ended },
  }),
});
