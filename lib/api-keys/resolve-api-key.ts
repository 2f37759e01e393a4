// Resolves an API key with one query: the key, its organization and, for a user's key, its user and membership. Revoked and
// expired keys, and those of suspended users, are not found. Reads a view of the system role, because this query runs outside
// a transaction. Also records the use of the key, with a second statement at most once a minute.
import "server-only";
import type { KeyActor, KeyCredential, MemberActor, OutsideKeyActor, UserActor } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { hashToken } from "@/lib/crypto/hash";
import { asApp } from "@/lib/db/client";
import { inSystemTransaction } from "@/lib/db/transaction";
import { isWellFormedApiKey } from "./key-format";

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  organizationId: string;
  slug: string;
  organizationName: string;
  suspended: boolean;
  role: OrganizationRole;
  userId: string | null;
  email: string | null;
  userName: string | null;
  isSystemAdmin: boolean | null;
  isUsedLater: boolean;
}

type ActorOfKey = UserActor<KeyCredential> | MemberActor<KeyCredential> | KeyActor | OutsideKeyActor;

/**
 * @param slug the organization named in the request; the actor is in the organization only if the key belongs to it
 * @returns null if the key is unknown or no longer valid
 * @throws AppError BUSY if the database is unavailable at the moment
 */
export async function resolveApiKey(key: string, slug: string | null): Promise<ActorOfKey | null> {
  if (!isWellFormedApiKey(key)) return null;
  const [row] = await asApp(
    (db) => db.$queryRaw<KeyRow[]>`
    SELECT id, name, prefix, organization_id AS "organizationId", slug, organization_name AS "organizationName", suspended,
           role::text AS role, user_id AS "userId", email, user_name AS "userName", is_system_admin AS "isSystemAdmin",
           last_used_at IS NULL OR last_used_at < date_trunc('minute', now()) AS "isUsedLater"
      FROM live_api_keys WHERE token_hash = ${hashToken(key)}`,
  );
  if (!row) return null;
  if (row.isUsedLater) await recordUse(row.id);
  return toActor(row, slug);
}

/** At most once a minute, and skipped while the row is locked. */
async function recordUse(id: string): Promise<void> {
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE api_keys SET last_used_at = date_trunc('minute', now()) WHERE id = (
      SELECT id FROM api_keys
       WHERE id = ${id}::uuid AND (last_used_at IS NULL OR last_used_at < date_trunc('minute', now()))
         FOR NO KEY UPDATE SKIP LOCKED)`,
  );
}

function toActor(row: KeyRow, slug: string | null): ActorOfKey {
  const { id, name, prefix, role, userId } = row;
  const credential = { kind: "key", id, name, prefix } as const;
  const { organizationId, organizationName, suspended } = row;
  const organization = { id: organizationId, slug: row.slug, name: organizationName, suspended };
  const isInside = row.slug === slug;
  if (userId === null) {
    return isInside ? { kind: "key", credential, organization, role } : { kind: "outside_key", credential };
  }
  const user = { id: userId, email: row.email ?? "", name: row.userName ?? "", isSystemAdmin: row.isSystemAdmin === true };
  return isInside ? { kind: "member", user, credential, organization, role } : { kind: "user", user, credential };
}
