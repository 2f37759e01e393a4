// Rules without a database: who may write notes, who may change which, and how many there may be.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";

/** The free plan's `max_notes`: the maximum number of notes per organization. */
export const MAX_NOTES = 100;

export function mayWriteNotes(role: OrganizationRole): boolean {
  return roleAtLeast(role, "member");
}

/** The author, while they may still write, or an admin. Only an admin may change a note without an author. */
export function mayChangeNote({ role, user }: Pick<MemberActor, "role" | "user">, authorId: string | null): boolean {
  return roleAtLeast(role, "org_admin") || (mayWriteNotes(role) && authorId === user.id);
}
