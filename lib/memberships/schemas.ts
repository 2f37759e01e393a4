// The input of member operations.
import "server-only";
import { z } from "zod";
import { Id } from "@/lib/access/schemas";
import { pageShape, Search } from "@/lib/lists/schemas";

export const OrganizationRoleInput = z.enum(["readonly", "member", "org_admin"], { error: "Please choose a role." });

export const ListMembersInput = z.strictObject({ search: Search, ...pageShape });

export const ChangeMemberRoleInput = z.strictObject({ id: Id, role: OrganizationRoleInput });

export const RemoveMemberInput = z.strictObject({ id: Id });
