// The actions of the system console: where each leads.
import "server-only";
import type { UserActor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { changeSetting } from "@/lib/admin/change-setting";
import { grantSystemAdmin, revokeSystemAdmin } from "@/lib/admin/change-system-admin";
import { createOrganization, inviteOrganizationAdmin } from "@/lib/admin/create-organization";
import { endUserSessions } from "@/lib/admin/end-user-sessions";
import { sendResetLink } from "@/lib/admin/send-reset-link";
import { resumeOrganization, suspendOrganization } from "@/lib/admin/suspend-organization";
import { resumeUser, suspendUser } from "@/lib/admin/suspend-user";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/flash";
import type { FormAction } from "@/lib/web/adapters/form-state";

type About = Operation<UserActor, { id: string }>;

const onUser = (operation: About, flash: Parameters<typeof goOn>[1]): FormAction =>
  formAction(operation, { done: ({ id }) => goOn(`/admin/users/${id}`, flash) });

const onOrganization = (operation: About, flash: Parameters<typeof goOn>[1]): FormAction =>
  formAction(operation, { done: ({ id }) => goOn(`/admin/organizations/${id}`, flash) });

export const createOrganizationAction = formAction(createOrganization, {
  done: ({ id, mailed }) =>
    goOn(`/admin/organizations/${id}`, mailed ? "organization-created-invited" : "organization-created-unmailed"),
});
export const inviteOrganizationAdminAction = formAction(inviteOrganizationAdmin, {
  done: ({ id, mailed }) => goOn(`/admin/organizations/${id}`, mailed ? "admin-invited" : "admin-invited-unmailed"),
});
export const suspendOrganizationAction = onOrganization(suspendOrganization, "organization-suspended");
export const resumeOrganizationAction = onOrganization(resumeOrganization, "organization-resumed");

export const suspendUserAction = onUser(suspendUser, "user-suspended");
export const resumeUserAction = onUser(resumeUser, "user-resumed");
export const endUserSessionsAction = onUser(endUserSessions, "user-signed-out");
export const sendResetLinkAction = onUser(sendResetLink, "reset-link-sent");
export const grantSystemAdminAction = onUser(grantSystemAdmin, "system-admin-granted");
export const revokeSystemAdminAction = onUser(revokeSystemAdmin, "system-admin-revoked");

export const changeSettingAction = formAction(changeSetting, { done: () => goOn("/admin/settings", "setting-changed") });
