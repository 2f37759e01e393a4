// Who may write notes, who may change which, and how many there may be. Pure.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";

/** `max_notes` of the free plan: how many notes an organization may have. */
export const MAX_NOTES = 100;

export function mayWriteNotes(role: OrganizationRole): boolean {
  return roleAtLeast(role, "member");
}

/** The author as long as they may write at all, and an admin. A note without an author is the admins' alone. */
export function mayChangeNote({ role, user }: Pick<MemberActor, "role" | "user">, authorId: string | null): boolean {
  return roleAtLeast(role, "org_admin") || (mayWriteNotes(role) && authorId === user.id);
}
