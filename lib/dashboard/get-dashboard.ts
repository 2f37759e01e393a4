// An organization's dashboard: the number of members, each feature's part, the latest changes among its people and, for
// admins, the number of pending invitations.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { roleAtLeast } from "@/lib/access/roles";
import { hasHappened } from "@/lib/access/has-happened";
import { countPendingInvitations } from "@/lib/invitations/on-dashboard";
import { readActivity } from "./activity";
import { featuresFor } from "./features-on-dashboard";

const DAY_MS = 86_400_000;

/** The beginning of the week, Monday in UTC, as in the features' numbers per week. */
function thisWeek(now: Date): Date {
  const monday = now.getTime() - ((now.getUTCDay() + 6) % 7) * DAY_MS;
  return new Date(Math.floor(monday / DAY_MS) * DAY_MS);
}

export const getDashboard = orgOperation({
  name: "organizations.get-dashboard",
  accepts: sessionOnly,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }) => {
    const members = await db.membership.count();
    const isAdmin = roleAtLeast(actor.role, "org_admin");
    return {
      organization: { slug: actor.organization.slug, name: actor.organization.name },
      role: actor.role,
      members,
      joined_this_week: await db.membership.count({ where: { createdAt: { gte: thisWeek(new Date()) } } }),
      features: await featuresFor(db, actor),
      activity: await readActivity(db, actor.role),
      /** Null for members without the right to see invitations. */
      invitations: isAdmin
        ? {
            count: await countPendingInvitations(db),
            /** Whether the organization has invited anyone or has more than its first member. */
            has_begun: members > 1 || (await hasHappened(db, "invitations.create")),
          }
        : null,
    };
  },
});
