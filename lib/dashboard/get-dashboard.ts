// An organization's dashboard: the number of members, each feature's part, the latest events and, for admins, the pending
// invitations.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { roleAtLeast } from "@/lib/access/roles";
import { hasHappened } from "@/lib/access/has-happened";
import { pendingInvitations } from "@/lib/invitations/on-dashboard";
import { readActivity } from "./activity";
import { featuresFor } from "./features-on-dashboard";

const PENDING = 4;

export const getDashboard = orgOperation({
  name: "organizations.get-dashboard",
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }) => {
    const members = await db.membership.count();
    const features = await featuresFor(db, actor);
    const isAdmin = roleAtLeast(actor.role, "org_admin");
    return {
      organization: { slug: actor.organization.slug, name: actor.organization.name },
      role: actor.role,
      members,
      features,
      activity: await readActivity(db, actor.role, features),
      /** Null for members without the right to see invitations. */
      invitations: isAdmin
        ? {
            ...(await pendingInvitations(db, PENDING)),
            /** Whether the organization has invited anyone or has more than its first member. */
            has_begun: members > 1 || (await hasHappened(db, "invitations.create")),
          }
        : null,
    };
  },
});
