// Creates an organization and its first admin in one transaction, so that no organization exists without an admin.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import type { SystemDb } from "@/lib/db/transaction";
import { limits } from "@/lib/rate-limit/limits";
import { beginningOf } from "@/lib/text/graphemes";
import { CreateOrganizationInput } from "./schemas";
import { createSlug } from "./slug";
import { OrganizationDetail, viewOrganization } from "./view";

/** @param name the organization's name; null creates the user's personal organization */
export async function createOrganizationFor(
  db: SystemDb,
  user: { id: string; name: string },
  name: string | null,
): Promise<{ id: string; slug: string; name: string; isPersonal: boolean; createdAt: Date }> {
  const organizationName = name ?? `${beginningOf(user.name, 60)}'s organization`;
  const organization = await db.organization.create({
    data: { name: organizationName, slug: createSlug(organizationName), isPersonal: name === null },
    select: { id: true, slug: true, name: true, isPersonal: true, createdAt: true },
  });
  await db.membership.create({
    data: { organizationId: organization.id, userId: user.id, role: "org_admin" },
    select: { id: true },
  });
  await db.user.update({
    where: { id: user.id },
    data: { lastOrganizationId: organization.id },
    select: { id: true },
  });
  return organization;
}

/** Creates an additional organization for a signed-in user. Refused in the mode in which only system admins may do so. */
export const createOrganization = userOperation({
  name: "organizations.create",
  accepts: sessionOrToken,
  effect: "write",
  isRoutine: true,
  idempotent: true,
  onlyInMode: "b2c",
  limit: [{ limit: limits.organizationsPerUser, key: (_input, { actor }) => actor.user.id }],
  input: CreateOrganizationInput,
  output: OrganizationDetail,
  lock: ownRow,
  run: async ({ db, actor }, { name }) => {
    return viewOrganization(await createOrganizationFor(db, actor.user, name), "org_admin");
  },
  audit: ({ output: { id } }) => ({ entityType: "organization", entityId: id, organizationId: id, standing: "org_admin" }),
});
