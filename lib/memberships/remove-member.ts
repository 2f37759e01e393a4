// Removes a user from the organization; their next request finds no membership. Leaving is a separate operation.
// Accepts no API key, like a change of role.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { refuse } from "@/lib/access/refusal";
import { AppError } from "@/lib/errors/app-error";
import { getMembership, isLastAdmin } from "./queries";
import { RemoveMemberInput } from "./schemas";

export const removeMember = orgOperation({
  name: "memberships.remove",
  accepts: sessionOrToken,
  effect: "write",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: RemoveMemberInput,
  lock: "UPDATE",
  run: async ({ db, actor }, { id }) => {
    const member = await getMembership(db, id);
    if (member.userId === actor.user.id) throw new AppError("ACCESS_DENIED");
    if (await isLastAdmin(db, member)) return refuse("LAST_ORG_ADMIN");
    await db.membership.delete({ where: { id }, select: { id: true } });
    return { userId: member.userId, role: member.role };
  },
  audit: ({ input, output }) => ({
    entityType: "membership",
    entityId: input.id,
    before: output && { user_id: output.userId, role: output.role },
  }),
});
