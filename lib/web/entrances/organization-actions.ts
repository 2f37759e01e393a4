// The actions of an organization's pages: where each leads.
import "server-only";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { resendInvitation } from "@/lib/invitations/resend-invitation";
import { revokeInvitation } from "@/lib/invitations/revoke-invitation";
import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { removeMember } from "@/lib/memberships/remove-member";
import { createOrganization } from "@/lib/organizations/create-organization";
import { deleteOrganization } from "@/lib/organizations/delete-organization";
import { switchOrganization } from "@/lib/organizations/switch-organization";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { formAction, orgAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/flash";

const pathIn = (org: string | undefined, page: string) => `/org/${encodeURIComponent(org ?? "")}/${page}`;

export const changeMemberRoleAction = orgAction(changeMemberRole, {
  done: (_output, { org }) => goOn(pathIn(org, "members"), "role-changed"),
});

export const removeMemberAction = orgAction(removeMember, {
  done: (_output, { org }) => goOn(pathIn(org, "members"), "member-removed"),
});

export const leaveOrganizationAction = orgAction(leaveOrganization, {
  done: () => goOn("/account/profile", "organization-left"),
});

export const createInvitationAction = orgAction(createInvitation, {
  done: (_output, { org }) => goOn(pathIn(org, "invitations"), "invitation-sent"),
});

export const resendInvitationAction = orgAction(resendInvitation, {
  done: (_output, { org }) => goOn(pathIn(org, "invitations"), "invitation-resent"),
});

export const revokeInvitationAction = orgAction(revokeInvitation, {
  done: (_output, { org }) => goOn(pathIn(org, "invitations"), "invitation-revoked"),
});

export const createOrganizationAction = formAction(createOrganization, {
  done: ({ slug }) => goOn(`/org/${slug}`, "organization-created"),
});

export const switchOrganizationAction = formAction(switchOrganization, {
  done: ({ slug }) => Promise.resolve({ redirectTo: `/org/${slug}` }),
});

export const updateOrganizationAction = orgAction(updateOrganization, {
  done: (_output, { org }) => goOn(pathIn(org, "settings"), "organization-saved"),
});

export const deleteOrganizationAction = orgAction(deleteOrganization, {
  done: () => goOn("/account/profile", "organization-deleted"),
});
