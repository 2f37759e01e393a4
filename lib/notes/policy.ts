// Pure rules: which roles may write notes, and who may change a note.
import "server-only";
import { userIdOf, type OrganizationActor } from "@/lib/access/actor";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";

export function mayWriteNotes(role: OrganizationRole): boolean {
  return roleAtLeast(role, "member");
}

/** Allows the author, if their role may still write notes, and admins. Only an admin may change a note without an author. */
export function mayChangeNote(actor: OrganizationActor, authorId: string | null): boolean {
  const isAuthor = authorId !== null && authorId === userIdOf(actor);
  return roleAtLeast(actor.role, "org_admin") || (isAuthor && mayWriteNotes(actor.role));
}
