// Ends one's own membership. The last admin stays until there is another one.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { refuse } from "@/lib/access/refusal";
import { isLastAdmin, lockMemberships } from "./queries";

export const leaveOrganization = orgOperation({
  name: "memberships.leave",
  effect: "write",
  minRole: "readonly",
  limit: inherit,
  input: NoInput,
  run: async ({ db, actor }) => {
    const own = await lockMemberships(db, actor, "readonly");
    if (await isLastAdmin(db, own)) return refuse("LAST_ORG_ADMIN");
    await db.membership.delete({ where: { id: own.id }, select: { id: true } });
    return { id: own.id, role: own.role };
  },
  audit: ({ output }) => ({ entityType: "membership", entityId: output?.id, before: output && { role: output.role } }),
});
