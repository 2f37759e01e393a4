// Resolves an access token: verifies it, then reads its family, user, membership and organization with one query. The token
// is refused when any of them has ended. The role and the user's data come from the database, not from the token. Also
// records when the member was last seen, with a second statement at most every five minutes.
import "server-only";
import type { MemberActor, TokenCredential, UserActor } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { asApp } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { touchMembershipAfter } from "../sessions/resolve-session";
import { verifyAccessToken } from "./access-token";

interface TokenRow {
  id: string;
  userId: string;
  email: string;
  name: string;
  isSystemAdmin: boolean;
  createdAt: Date;
  expiresAt: Date;
  organizationId: string | null;
  slug: string | null;
  organizationName: string | null;
  suspended: boolean;
  role: OrganizationRole | null;
  awaySeconds: number | null;
}

/**
 * @param slug the organization named in the request; the result is a member actor only if the token is for it
 * @returns null for an invalid or expired token, and for one whose family, user or membership has ended
 * @throws AppError ORGANIZATION_SUSPENDED for any use of a token for a suspended organization, BUSY
 */
export async function resolveToken(
  token: string,
  slug: string | null,
): Promise<UserActor<TokenCredential> | MemberActor<TokenCredential> | null> {
  const claims = await verifyAccessToken(token);
  if (!claims) return null;
  const [row] = await asApp(
    (db) => db.$queryRaw<TokenRow[]>`
    SELECT id, user_id AS "userId", email, name, is_system_admin AS "isSystemAdmin", created_at AS "createdAt",
           expires_at AS "expiresAt", organization_id AS "organizationId", slug, organization_name AS "organizationName",
           suspended, role::text AS role, extract(epoch FROM now() - last_seen_at)::float8 AS "awaySeconds"
      FROM live_token_families
     WHERE id = ${claims.sid}::uuid AND user_id = ${claims.sub}::uuid
       AND organization_id IS NOT DISTINCT FROM ${claims.org_id}::uuid`,
  );
  if (!row) return null;
  if (row.suspended) throw new AppError("ORGANIZATION_SUSPENDED");
  const actor = toActor(row, slug);
  if (actor.kind === "member") await touchMembershipAfter(row.awaySeconds, actor);
  return actor;
}

function toActor(row: TokenRow, named: string | null): UserActor<TokenCredential> | MemberActor<TokenCredential> {
  const user = { id: row.userId, email: row.email, name: row.name, isSystemAdmin: row.isSystemAdmin };
  const credential = { kind: "token", id: row.id, createdAt: row.createdAt, expiresAt: row.expiresAt } as const;
  const { organizationId, slug, organizationName, role, suspended } = row;
  if (organizationId === null || slug === null || role === null || slug !== named) return { kind: "user", user, credential };
  const organization = { id: organizationId, slug, name: organizationName ?? "", suspended };
  return { kind: "member", user, credential, organization, role };
}
