// What a member sees first in an organization.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { NoInput } from "@/lib/access/no-input";

export const getDashboard = orgOperation({
  name: "organizations.get-dashboard",
  effect: "read",
  minRole: "readonly",
  limit: inherit,
  input: NoInput,
  run: async ({ db, actor }) => ({
    organization: { slug: actor.organization.slug, name: actor.organization.name },
    role: actor.role,
    members: await db.membership.count(),
  }),
});
