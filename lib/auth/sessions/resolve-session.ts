// Resolves a session token in one round trip: the session, its user and, if an organization is named, their membership.
// Ended and expired sessions and those of suspended users are not found. Reads two views owned by the system role, because
// this query runs outside a transaction and so without a role.
import "server-only";
import type { MemberActor, Proof, SignedInActor } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { hashToken } from "@/lib/crypto/hash";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import { asApp } from "@/lib/db/client";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { isSlug } from "@/lib/organizations/slug";

/** The minimum number of seconds between two writes of "last seen", which can also extend the session's lifetime. */
function touchAfterSeconds(): number {
  return Math.min(300, env().SESSION_COOKIE_MAX_AGE / 4);
}

const MEMBER_SEEN_AFTER_SECONDS = 300;

interface SessionRow {
  id: string;
  userId: string;
  email: string;
  name: string;
  isSystemAdmin: boolean;
  createdAt: Date;
  expiresAt: Date;
  secondsSinceProof: number;
  proofMethod: Proof["method"];
  idleSeconds: number;
  organizationId: string | null;
  slug: string | null;
  organizationName: string | null;
  suspended: boolean | null;
  role: OrganizationRole | null;
  awaySeconds: number | null;
}

/**
 * @param slug the organization named in the request; the result is a member actor only if the user is a member of it
 * @throws AppError BUSY if the database is unavailable at the moment
 */
export async function resolveSession(token: string, slug: string | null): Promise<SignedInActor | null> {
  if (!TOKEN_PATTERN.test(token)) return null;
  // Text that is not a slug matches no organization, and may contain characters that the database rejects.
  const named = slug !== null && isSlug(slug) ? slug : null;
  const [row] = await asApp(
    (db) => db.$queryRaw<SessionRow[]>`
    SELECT s.id, s.user_id AS "userId", s.email, s.name, s.is_system_admin AS "isSystemAdmin",
           s.created_at AS "createdAt", s.expires_at AS "expiresAt",
           extract(epoch FROM now() - s.proved_at)::float8 AS "secondsSinceProof", s.proof_method AS "proofMethod",
           extract(epoch FROM now() - s.last_seen_at)::float8 AS "idleSeconds",
           m.organization_id AS "organizationId", m.slug, m.organization_name AS "organizationName",
           m.suspended, m.role::text AS role, extract(epoch FROM now() - m.last_seen_at)::float8 AS "awaySeconds"
      FROM live_sessions s
      LEFT JOIN membership_contexts m ON m.user_id = s.user_id AND m.slug = ${named}
     WHERE s.token_hash = ${hashToken(token)}`,
  );
  if (!row) return null;
  if (row.idleSeconds > touchAfterSeconds()) await touchSession(row.id);
  const actor = toActor(row);
  if (actor.kind === "member") await touchMembershipAfter(row.awaySeconds, actor);
  return actor;
}

/**
 * Records when a user was last seen in an organization, for its admins. Skipped while the membership row is locked.
 * @param awaySeconds since the user was last seen; null if never
 */
export async function touchMembershipAfter(awaySeconds: number | null, { organization, user }: MemberActor): Promise<void> {
  if ((awaySeconds ?? Infinity) <= MEMBER_SEEN_AFTER_SECONDS) return;
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE memberships SET last_seen_at = now() WHERE id = (
      SELECT id FROM memberships
       WHERE organization_id = ${organization.id}::uuid AND user_id = ${user.id}::uuid
         AND (last_seen_at IS NULL OR last_seen_at < now() - make_interval(secs => ${MEMBER_SEEN_AFTER_SECONDS}::int))
         FOR NO KEY UPDATE SKIP LOCKED)`,
  );
}

/** Extends the idle lifetime, only in its second half. The absolute lifetime never changes. */
async function touchSession(id: string): Promise<void> {
  const idle = env().SESSION_COOKIE_MAX_AGE;
  await asApp(
    (db) => db.$executeRaw`
    UPDATE sessions
       SET last_seen_at = now(),
           expires_at = CASE WHEN expires_at < now() + make_interval(secs => ${idle / 2}::float8)
                             THEN least(now() + make_interval(secs => ${idle}::float8), absolute_expires_at)
                             ELSE expires_at END
     WHERE id = ${id}::uuid AND ended_at IS NULL AND expires_at > now()
       AND last_seen_at < now() - make_interval(secs => ${touchAfterSeconds()}::float8)`,
  );
}

function toActor(row: SessionRow): SignedInActor {
  const user = { id: row.userId, email: row.email, name: row.name, isSystemAdmin: row.isSystemAdmin };
  const credential = {
    kind: "session",
    id: row.id,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    proof: { method: row.proofMethod, secondsAgo: row.secondsSinceProof },
  } as const;
  if (row.organizationId === null || row.role === null) return { kind: "user", user, credential };
  const organization = {
    id: row.organizationId,
    slug: row.slug ?? "",
    name: row.organizationName ?? "",
    suspended: row.suspended !== false,
  };
  return { kind: "member", user, credential, organization, role: row.role };
}
