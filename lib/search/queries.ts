// Finds the members whose names or email addresses contain a text.
import "server-only";
import type { TenantDb } from "@/lib/db/transaction";
import { patternOf } from "@/lib/lists/containing";

export interface FoundMember {
  id: string;
  name: string;
  email: string;
}

/**
 * Names that begin with the text come first, then names with a word that does. Reads the rows of one organization, like a
 * search in the list of members.
 */
export function findMembers(
  db: TenantDb,
  { organizationId, search, limit }: { organizationId: string; search: string; limit: number },
): Promise<FoundMember[]> {
  const pattern = patternOf(search);
  const beginning = pattern.slice(1);
  return db.$queryRaw<FoundMember[]>`
    SELECT m.id, u.name, u.email
      FROM memberships m
      JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = ${organizationId}::uuid AND (u.name ILIKE ${pattern} OR u.email ILIKE ${pattern})
     ORDER BY u.name ILIKE ${beginning} DESC, u.name ILIKE ${`% ${beginning}`} DESC, u.name ILIKE ${pattern} DESC, u.name, m.id
     LIMIT ${limit}`;
}
