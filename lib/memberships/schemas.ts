// What is said of members from outside. An id's form is not judged here: a wrong one is as unknown as an invented one.
import { z } from "zod";
import { pageShape, Search } from "@/lib/lists/schemas";

export const MemberId = z.string().max(100);

export const OrganizationRoleInput = z.enum(["readonly", "member", "org_admin"], { error: "Please choose a role." });

export const ListMembersInput = z.strictObject({ search: Search, ...pageShape });

export const ChangeMemberRoleInput = z.strictObject({ id: MemberId, role: OrganizationRoleInput });

export const RemoveMemberInput = z.strictObject({ id: MemberId });
