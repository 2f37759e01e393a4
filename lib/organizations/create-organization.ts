// An organization comes with its first admin, in one transaction: it is never without one.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { createSlug } from "./slug";

/** @param name of the organization; without one it is the person's own */
export async function createOrganizationFor(
  db: SystemDb,
  user: { id: string; name: string },
  name: string | null,
): Promise<{ id: string; slug: string }> {
  const organizationName = name ?? `${[...user.name].slice(0, 60).join("")}'s organization`;
  const organization = await db.organization.create({
    data: { name: organizationName, slug: createSlug(organizationName), isPersonal: name === null },
    select: { id: true, slug: true },
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
