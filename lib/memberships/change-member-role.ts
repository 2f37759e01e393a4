// Changes a member's role, but never the actor's own, never to a role above the actor's, and never the last admin's.
// Accepts no API key: a demoted admin could use an organization's key to change their own role.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { recentForAdmins } from "@/lib/access/recent-proof";
import { refuse } from "@/lib/access/refusal";
import { roleAtLeast } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { getMembership, isLastAdmin } from "./queries";
import { ChangeMemberRoleInput } from "./schemas";

export const changeMemberRole = orgOperation({
  name: "memberships.change-role",
  accepts: sessionOrToken,
  effect: "write",
  minRole: "org_admin",
  recent: recentForAdmins,
  limit: generalLimitOnly,
  input: ChangeMemberRoleInput,
  lock: "UPDATE",
  run: async ({ db, actor }, { id, role }) => {
    const member = await getMembership(db, id);
    if (member.userId === actor.user.id || !roleAtLeast(actor.role, role)) throw new AppError("ACCESS_DENIED");
    if (role !== "org_admin" && (await isLastAdmin(db, member))) return refuse("LAST_ORG_ADMIN");
    await db.membership.update({ where: { id }, data: { role }, select: { id: true } });
    return { before: member.role };
  },
  audit: ({ input, output }) => ({
    entityType: "membership",
    entityId: input.id,
    before: output && { role: output.before },
    after: { role: input.role },
  }),
});
