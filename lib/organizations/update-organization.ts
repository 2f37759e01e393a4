// Renames an organization. Its slug does not change, so all links remain valid. The audit log does not record the name,
// because the name of a personal organization may be the user's name.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { UpdateOrganizationInput } from "./schemas";

export const updateOrganization = orgOperation({
  name: "organizations.update",
  accepts: anyCredential,
  effect: "write",
  isRoutine: true,
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: UpdateOrganizationInput,
  lock: "NO KEY UPDATE",
  run: async ({ db, actor }, { name }) => {
    await db.organization.update({ where: { id: actor.organization.id }, data: { name }, select: { id: true } });
  },
  audit: ({ actor }) => ({ entityType: "organization", entityId: actor.organization.id, after: { changed: ["name"] } }),
});
