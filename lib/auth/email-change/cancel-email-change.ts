// Cancels a pending change of email address, so that its link stops working. Also succeeds if no change is pending.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { perContainment } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";

export const cancelEmailChange = userOperation({
  name: "auth.cancel-email-change",
  accepts: sessionOnly,
  effect: "write",
  isContainment: true,
  limit: [perContainment],
  input: NoInput,
  lock: ownRow,
  run: async ({ db, actor }) => {
    await db.emailChange.deleteMany({ where: { userId: actor.user.id } });
  },
  audit: ({ actor }) => ({ entityType: "user", entityId: actor.user.id }),
});
