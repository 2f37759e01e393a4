// Chooses the organization of a new token family: the named one, or else the one that the user last used.
import "server-only";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { isSlug } from "@/lib/organizations/slug";

interface Choice {
  /** The id of the membership. */
  id: string;
  organizationId: string;
  suspended: boolean;
}

/** Without a slug, prefers the last used organization, then the personal one, and skips suspended ones. */
export async function chooseMembership(db: SystemDb, userId: string, slug: string | undefined): Promise<Choice | null> {
  // Text that is not a slug matches no organization, and may contain characters that the database rejects.
  if (slug !== undefined && !isSlug(slug)) return null;
  const [choice] = await db.$queryRaw<Choice[]>`
    SELECT m.id, o.id AS "organizationId", o.suspended_at IS NOT NULL AS suspended
      FROM memberships m
      JOIN organizations o ON o.id = m.organization_id
      JOIN users u ON u.id = m.user_id
     WHERE m.user_id = ${userId}::uuid
       AND (o.slug = ${slug ?? null} OR (${slug ?? null}::text IS NULL AND o.suspended_at IS NULL))
     ORDER BY (o.id = u.last_organization_id) DESC NULLS LAST, o.is_personal DESC, o.name, o.id
     LIMIT 1`;
  return choice ?? null;
}

/** Locks the organization that `chooseMembership` returns, so that the user cannot leave it meanwhile. */
export async function lockOrganization(db: SystemDb, userId: string, slug: string | undefined): Promise<void> {
  const choice = await chooseMembership(db, userId, slug);
  if (!choice) return;
  await lockRows(db, "organization")`
    SELECT 1 FROM organizations WHERE id = ${choice.organizationId}::uuid FOR KEY SHARE`;
}
