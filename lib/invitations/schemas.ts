// The input of invitation operations.
import "server-only";
import { z } from "zod";
import { Id } from "@/lib/access/schemas";
import { Email, MailedToken, Password, PersonName } from "@/lib/auth/schemas";
import { pageShape } from "@/lib/lists/schemas";
import { OrganizationRoleInput } from "@/lib/memberships/schemas";

export const ListInvitationsInput = z.strictObject(pageShape);

export const CreateInvitationInput = z.strictObject({ email: Email, role: OrganizationRoleInput });

export const ResendInvitationInput = z.strictObject({ id: Id });

export const RevokeInvitationInput = z.strictObject({ id: Id });

export const InspectInvitationInput = z.strictObject({ token: MailedToken });

/** Has no role and no organization, because both come from the invitation. */
export const AcceptInvitationInput = z.strictObject({
  token: MailedToken,
  name: PersonName.optional().meta({ description: "Required for a new account.", examples: ["Grace Hopper"] }),
  password: Password.optional().meta({
    description: "Required for a new account.",
    examples: ["the keys of the old gate"],
  }),
});
