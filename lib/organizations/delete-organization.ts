// Deletes an organization and everything in it, for an admin who typed its name. Its members keep their accounts and
// sessions. Its audit entries remain, including the one for this deletion.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { getOrganizationRow } from "./queries";
import { confirmable } from "./confirmable";
import { DeleteOrganizationInput } from "./schemas";

export const deleteOrganization = orgOperation({
  name: "organizations.delete",
  accepts: sessionOnly,
  effect: "write",
  isRoutine: true,
  recent: "session",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: DeleteOrganizationInput,
  lock: "UPDATE",
  run: async ({ db, actor }, { name }) => {
    const organization = await getOrganizationRow(db, actor);
    if (confirmable(name) !== confirmable(organization.name)) {
      throw new AppError("VALIDATION_ERROR", { fields: { name: "This is not the name of the organization." } });
    }
    const members = await db.membership.count();
    await db.organization.delete({ where: { id: organization.id }, select: { id: true } });
    return { members, isPersonal: organization.isPersonal };
  },
  audit: ({ actor, output }) => ({
    entityType: "organization",
    entityId: actor.organization.id,
    before: { members: output.members, is_personal: output.isPersonal },
  }),
});
