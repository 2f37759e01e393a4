// What is said of members from outside. An id's form is not judged here: a wrong one is as unknown as an invented one.
import { z } from "zod";

const MAX_PAGE = 100;

export const MemberId = z.string().max(100);

export const OrganizationRoleInput = z.enum(["readonly", "member", "org_admin"], { error: "Please choose a role." });

export const ListMembersInput = z.strictObject({
  search: z.string().max(200, "Use at most 200 characters.").optional(),
  limit: z.coerce.number<string | number>().int().min(1).max(MAX_PAGE).default(50),
  cursor: z.string().max(100).optional(),
});

export const ChangeMemberRoleInput = z.strictObject({ id: MemberId, role: OrganizationRoleInput });

export const RemoveMemberInput = z.strictObject({ id: MemberId });
