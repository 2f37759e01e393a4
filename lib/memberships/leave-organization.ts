// Ends the actor's own membership. The last admin must stay until there is another.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { refuse } from "@/lib/access/refusal";
import { getOwnMembership, isLastAdmin } from "./queries";

export const leaveOrganization = orgOperation({
  name: "memberships.leave",
  accepts: sessionOrToken,
  effect: "write",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  lock: "UPDATE",
  run: async ({ db, actor }) => {
    const own = await getOwnMembership(db, actor);
    if (await isLastAdmin(db, own)) return refuse("LAST_ORG_ADMIN");
    await db.membership.delete({ where: { id: own.id }, select: { id: true } });
    return { id: own.id, role: own.role };
  },
  audit: ({ output }) => ({ entityType: "membership", entityId: output?.id, before: output && { role: output.role } }),
});
