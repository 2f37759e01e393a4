// Gives an organization another name. Its slug stays, and with it every link. The name is not recorded: that of a
// personal organization is a person's.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { UpdateOrganizationInput } from "./schemas";

export const updateOrganization = orgOperation({
  name: "organizations.update",
  effect: "write",
  minRole: "org_admin",
  limit: inherit,
  input: UpdateOrganizationInput,
  lock: "NO KEY UPDATE",
  run: async ({ db, actor }, { name }) => {
    await db.organization.update({ where: { id: actor.organization.id }, data: { name }, select: { id: true } });
  },
  audit: ({ actor }) => ({ entityType: "organization", entityId: actor.organization.id, after: { changed: ["name"] } }),
});
