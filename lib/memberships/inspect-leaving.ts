// Whether the actor is the last admin who can sign in, for the page on which they can leave. Only a hint: the actor may have
// been removed since, and leaving checks it again.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { isLastAdmin } from "./queries";

export const inspectLeaving = orgOperation({
  name: "memberships.inspect-leaving",
  accepts: sessionOnly,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }) => ({ isLastAdmin: await isLastAdmin(db, { userId: actor.user.id, role: actor.role }) }),
});
