// The notice for a member whose role is too low for a page. The names of admins come from the list of members, which every
// member may read.
import "server-only";
import type { Caller, MemberActor } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { listMembers } from "@/lib/memberships/list-members";
import { lowRoleNotice, type Notice } from "./notices";

const NAMED = 3;

/** Some admins, of those who joined first. */
async function someAdmins(caller: Caller<MemberActor>): Promise<string[]> {
  try {
    const { items } = await listMembers(caller, {});
    const admins = items.filter(({ role }) => role === "org_admin");
    return admins.slice(0, NAMED).map(({ user }) => user.name);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

export async function roleNotice(caller: Caller<MemberActor>, least: OrganizationRole): Promise<Notice> {
  const { organization, role } = caller.actor;
  return lowRoleNotice({ organization, role, least, admins: await someAdmins(caller) });
}
