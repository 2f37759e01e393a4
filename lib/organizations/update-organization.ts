// Gives an organization another name. Its slug stays, and with it every link. The name is not recorded: that of a
// personal organization is a person's.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { lockOrganization } from "./queries";
import { UpdateOrganizationInput } from "./schemas";

export const updateOrganization = orgOperation({
  name: "organizations.update",
  effect: "write",
  minRole: "org_admin",
  limit: inherit,
  input: UpdateOrganizationInput,
  run: async ({ db, actor }, { name }) => {
    const { id } = await lockOrganization(db, actor, "org_admin");
    await db.organization.update({ where: { id }, data: { name }, select: { id: true } });
  },
  audit: ({ actor }) => ({ entityType: "organization", entityId: actor.organization.id, after: { changed: ["name"] } }),
});
