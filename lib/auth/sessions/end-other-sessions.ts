// Signs a person out everywhere but here.
import "server-only";
import { perRemedy } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { NoInput } from "@/lib/access/no-input";
import { endSessions } from "./end-sessions";

export const endOtherSessions = userOperation({
  name: "auth.end-other-sessions",
  effect: "write",
  isRemedy: true,
  limit: [perRemedy],
  input: NoInput,
  run: async ({ db, actor }) => ({
    ended: await endSessions(db, { userId: actor.user.id, exceptId: actor.session.id }),
  }),
  audit: ({ actor, output }) => ({
    entityType: "user",
    entityId: actor.user.id,
    after: { ended: output?.ended ?? 0 },
  }),
});
