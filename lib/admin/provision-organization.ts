// Creates an organization with an invitation for its first admin, whose account is created or found when they accept. The
// mail names the product, not the system admin.
import "server-only";
import { sessionOnly, sessionOrToken } from "@/lib/access/accepts";
import { z } from "zod";
import type { RequestFacts, UserActor } from "@/lib/access/actor";
import { generalLimitOnly, perAccount } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { InvitationView } from "@/lib/invitations/view";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { pairKey } from "@/lib/invitations/invitation-limits";
import { issueInvitation, type IssuedInvitation } from "@/lib/invitations/issue-invitation";
import { createSlug } from "@/lib/organizations/slug";
import { limits } from "@/lib/rate-limit/limits";
import { isLedByAdmin, lockOrganization } from "./queries";
import { CreateOrganizationInput, InviteOrganizationAdminInput } from "./schemas";

interface Invited {
  admin_email: string;
  admin_name: string;
}

/**
 * Protects the recipient's mailbox: counts the invitations of all inviters together. Above this limit, the operation still
 * succeeds, and the response says that no mail was sent.
 */
const perRecipient = perAccount(limits.invitationsPerRecipient, ({ admin_email }: Invited) => admin_email);

/** The invitation, and whether its email was sent. */
const Invitation = { id: z.uuid(), invitation: InvitationView, mailed: z.boolean() };

interface Inviting {
  db: SystemDb;
  actor: UserActor;
  request: RequestFacts;
  overQuietLimit: boolean;
}

function invite(
  { db, actor, request, overQuietLimit }: Inviting,
  organization: { id: string; name: string },
  person: Invited,
): Promise<IssuedInvitation> {
  const invitedBy = { id: actor.user.id, name: env().APP_NAME };
  const given = {
    organization,
    email: person.admin_email,
    name: person.admin_name,
    role: "org_admin" as const,
    invitedBy,
    fromConsole: true,
  };
  return issueInvitation(db, { ...given, isHeldBack: overQuietLimit }, request);
}

export const provisionOrganization = adminOperation({
  name: "admin.create-organization",
  accepts: sessionOrToken,
  effect: "write",
  idempotent: true,
  limit: generalLimitOnly,
  quietLimit: [perRecipient],
  input: CreateOrganizationInput,
  output: z.strictObject({ ...Invitation, slug: z.string(), name: z.string() }),
  lock: ownRow,
  run: async (context, { name, ...person }) => {
    const data = { name, slug: createSlug(name), isPersonal: false };
    const organization = await context.db.organization.create({ data, select: { id: true, slug: true, name: true } });
    return { ...organization, ...(await invite(context, organization, person)) };
  },
  audit: ({ output }) => ({
    entityType: "organization",
    entityId: output.id,
    organizationId: output.id,
    after: { invitation: output.invitation.id },
  }),
});

/**
 * Invites an admin to an organization that has no admin who can sign in: the first admin's link has expired, or all its
 * admins are suspended.
 */
export const inviteOrganizationAdmin = adminOperation({
  name: "admin.invite-organization-admin",
  accepts: sessionOnly,
  effect: "write",
  idempotent: true,
  recent: "session",
  limit: [
    { limit: limits.invitationsPerPair, key: ({ id, admin_email }: Invited & { id: string }) => pairKey(id, admin_email) },
  ],
  quietLimit: [perRecipient],
  input: InviteOrganizationAdminInput,
  output: z.strictObject(Invitation),
  // Serializes with members who join or are promoted.
  lock: ({ input: { id } }) => ({ ...ownRow, first: (db) => lockOrganization(db, id) }),
  run: async (context, { id, ...person }) => {
    const organization = await context.db.organization.findUniqueOrThrow({
      where: { id },
      select: { id: true, name: true, suspendedAt: true },
    });
    // An invitation to a suspended organization would not work.
    if (organization.suspendedAt) throw new AppError("CONFLICT");
    if (await isLedByAdmin(context.db, id)) throw new AppError("HAS_ORG_ADMIN");
    return { id, ...(await invite(context, organization, person)) };
  },
  audit: ({ input, output }) => ({
    entityType: "organization",
    entityId: input.id,
    organizationId: input.id,
    after: { invitation: output.invitation.id },
  }),
});
