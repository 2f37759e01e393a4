// The input of the console's operations.
import "server-only";
import { z } from "zod";
import { Reason } from "@/lib/access/reason";
import { Id } from "@/lib/access/schemas";
import { auditFilterShape } from "@/lib/audit/schemas";
import { Email, PersonName } from "@/lib/auth/schemas";
import { pageShape, Search } from "@/lib/lists/schemas";
import { OrganizationName } from "@/lib/organizations/schemas";
import { atMost } from "@/lib/text/at-most";

export const ListOrganizationsInput = z.strictObject({
  search: Search,
  ...pageShape,
  state: z.enum(["active", "suspended"]).optional(),
});

export const ListUsersInput = z.strictObject({
  search: Search,
  ...pageShape,
  state: z.enum(["active", "suspended", "system_admin"]).optional(),
});

export const ListAuditLogInput = z.strictObject({
  ...auditFilterShape,
  organization: z.uuid({ error: "Please enter the id of an organization." }).optional(),
  scope: z.enum(["security"], { error: "Please choose security, or omit this field." }).optional(),
  ...pageShape,
});

const firstAdmin = { admin_email: Email, admin_name: PersonName };

/** The current values of the two filters. They are among the choices even if the latest entries do not name them. */
export const AuditChoicesInput = z.strictObject({ person: z.uuid().optional(), organization: z.uuid().optional() });

export const CreateOrganizationInput = z.strictObject({ name: OrganizationName, ...firstAdmin, reason: Reason });

export const InviteOrganizationAdminInput = z.strictObject({ id: Id, ...firstAdmin, reason: Reason });

export const OneInput = z.strictObject({ id: Id });

export const OneWithReasonInput = z.strictObject({ id: Id, reason: Reason });

export const ChangeSettingInput = z.strictObject({
  name: z
    .string()
    .check(atMost(100))
    .meta({ examples: ["sign_ups_open"] }),
  value: z.union([z.boolean(), z.string().check(atMost(1_000))], { error: "Please choose a value." }),
  reason: Reason,
});

export const CreateSystemAdminInput = z.strictObject({ email: Email, name: PersonName.optional() });
