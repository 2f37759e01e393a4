// Whether the actor is the last admin, for the page on which they can leave. A hint only: leaving checks it again.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { getOwnMembership, isLastAdmin } from "./queries";

export const inspectLeaving = orgOperation({
  name: "memberships.inspect-leaving",
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }) => ({ isLastAdmin: await isLastAdmin(db, await getOwnMembership(db, actor)) }),
});
