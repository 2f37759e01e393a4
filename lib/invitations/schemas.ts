// What is said of invitations from outside. An id's form is not judged here: a wrong one is as unknown as an invented one.
import { z } from "zod";
import { Email, MailedToken, Password, PersonName } from "@/lib/auth/schemas";
import { pageShape } from "@/lib/lists/schemas";
import { OrganizationRoleInput } from "@/lib/memberships/schemas";

const InvitationId = z.string().max(100);

export const ListInvitationsInput = z.strictObject(pageShape);

export const CreateInvitationInput = z.strictObject({ email: Email, role: OrganizationRoleInput });

export const ResendInvitationInput = z.strictObject({ id: InvitationId });

export const RevokeInvitationInput = z.strictObject({ id: InvitationId });

export const InspectInvitationInput = z.strictObject({ token: MailedToken });

/** Neither role nor organization: those are the invitation's. */
export const AcceptInvitationInput = z.strictObject({
  token: MailedToken,
  name: PersonName.optional(),
  password: Password.optional(),
});
