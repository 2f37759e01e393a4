// The notice for a member whose role is too low for a page.
import "server-only";
import type { Caller, MemberActor } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { getAdminNames } from "@/lib/memberships/get-admin-names";
import { lowRoleNotice, type Notice } from "./notices";

export async function roleNotice(caller: Caller<MemberActor>, least: OrganizationRole): Promise<Notice> {
  const { organization, role } = caller.actor;
  return lowRoleNotice({ organization, role, least, admins: await getAdminNames(caller, {}) });
}
