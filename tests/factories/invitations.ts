// An organization that sends invitations, with the tokens from its mail.
import { createInvitation } from "@/lib/invitations/create-invitation";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { OrganizationRole } from "@/lib/access/roles";
import { actorOf, callerOf, createPerson, uniqueEmail } from "./callers";
import { mailedToken } from "./mail";

export async function invitingTenant() {
  const founder = await createPerson();
  const { organization } = founder;
  const caller = async () => callerOf(await actorOf(founder.session.token, organization.slug));
  async function invite(email = uniqueEmail("invited"), role: OrganizationRole = "member") {
    const view = await createInvitation(await caller(), { email, role });
    return { ...view, token: await mailedToken(email) };
  }
  return { organization, founder, caller, invite };
}

export type InvitingTenant = Awaited<ReturnType<typeof invitingTenant>>;

/** The organization's invitations, oldest first. */
export function invitationsOf(organizationId: string) {
  return inSystemTransaction((db) => db.invitation.findMany({ where: { organizationId }, orderBy: { createdAt: "asc" } }));
}

export function rolesIn(organizationId: string): Promise<Record<string, string>> {
  return inSystemTransaction(async (db) => {
    const rows = await db.membership.findMany({
      where: { organizationId },
      select: { role: true, user: { select: { email: true } } },
    });
    return Object.fromEntries(rows.map(({ role, user }) => [user.email, role]));
  });
}

export function auditOf(entityId: string) {
  return inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { entityId },
      orderBy: { createdAt: "asc" },
      select: { action: true, outcome: true, before: true, after: true, organizationId: true, userId: true },
    }),
  );
}
