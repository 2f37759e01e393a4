// Reads and writes token families and refresh tokens. A family changes only while the row of its user is locked.
import "server-only";
import { keptUserAgent, type RequestFacts } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { hashToken } from "@/lib/crypto/hash";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";

/** The maximum lifetime of a family, however much it is used. The database enforces it. */
const FAMILY_DAYS = 30;

/** How long a used refresh token still gives its successor, to clients that refresh at the same time. */
const GRACE_SECONDS = 10;

const DAY_MS = 86_400_000;

/** A live family with its user and, if it has one, its membership. */
export interface Family {
  id: string;
  userId: string;
  email: string;
  name: string;
  expiresAt: Date;
  organizationId: string | null;
  role: OrganizationRole | null;
  suspended: boolean;
}

export interface Origin {
  familyId: string;
  userId: string;
}

/** The family of a stored token, even if the family or the token is no longer usable. */
export async function findOrigin(db: SystemDb, token: string): Promise<Origin | null> {
  const stored = await db.refreshToken.findUnique({
    where: { tokenHash: hashToken(token) },
    select: { family: { select: { id: true, userId: true } } },
  });
  return stored && { familyId: stored.family.id, userId: stored.family.userId };
}

/** Locks the user of a family, under which the family cannot change. */
export async function lockOwner(db: SystemDb, userId: string): Promise<void> {
  await lockRows(db, "user")`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
}

/** Reads a family if it is live. Reliable only while its user is locked. */
export async function findLiveFamily(db: SystemDb, id: string): Promise<Family | null> {
  const [family] = await db.$queryRaw<Family[]>`
    SELECT id, user_id AS "userId", email, name, expires_at AS "expiresAt", organization_id AS "organizationId",
           role::text AS role, suspended
      FROM live_token_families WHERE id = ${id}::uuid`;
  return family ?? null;
}

interface FamilyOrganization {
  id: string;
  slug: string;
  name: string;
  role: OrganizationRole;
}

/** The organization of a live family, with the user's role in it. */
export async function findOrganizationOf(db: SystemDb, familyId: string): Promise<FamilyOrganization | null> {
  const [found] = await db.$queryRaw<FamilyOrganization[]>`
    SELECT organization_id AS id, slug, organization_name AS name, role::text AS role
      FROM live_token_families WHERE id = ${familyId}::uuid AND organization_id IS NOT NULL`;
  return found ?? null;
}

export async function createFamily(
  db: SystemDb,
  { userId, membershipId }: { userId: string; membershipId: string | null },
  request: RequestFacts,
): Promise<string> {
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + FAMILY_DAYS * DAY_MS);
  const { id } = await db.tokenFamily.create({
    data: {
      userId,
      membershipId,
      ipAddress: request.ipAddress,
      userAgent: keptUserAgent(request),
      createdAt,
      expiresAt,
    },
    select: { id: true },
  });
  return id;
}

/** Stores a refresh token. It expires no later than its family. */
export async function storeToken(db: SystemDb, family: Pick<Family, "id" | "expiresAt">, token: string): Promise<void> {
  const expiresAt = new Date(Date.now() + env().REFRESH_TOKEN_EXPIRE_DAYS * DAY_MS);
  await db.refreshToken.createMany({
    data: {
      tokenHash: hashToken(token),
      familyId: family.id,
      expiresAt: expiresAt < family.expiresAt ? expiresAt : family.expiresAt,
    },
  });
}

/** Uses a token, once. Returns whether this was its first use. */
export async function useToken(db: SystemDb, token: string, familyId: string): Promise<boolean> {
  const used = await db.$executeRaw`
    UPDATE refresh_tokens SET used_at = clock_timestamp()
     WHERE token_hash = ${hashToken(token)} AND used_at IS NULL AND expires_at > now()`;
  if (used === 1) await db.tokenFamily.update({ where: { id: familyId }, data: { lastUsedAt: new Date() } });
  return used === 1;
}

/**
 * Why a token could not be used: a parallel request was faster, it was used long ago, or it has expired without use. Counts
 * from the start of the transaction, because waiting for the user's lock is no fault of the client.
 */
export async function whyUnusable(db: SystemDb, token: string): Promise<"parallel" | "reused" | "expired"> {
  const [row] = await db.$queryRaw<{ isRecent: boolean | null }[]>`
    SELECT used_at > now() - make_interval(secs => ${GRACE_SECONDS}::int) AS "isRecent"
      FROM refresh_tokens WHERE token_hash = ${hashToken(token)}`;
  const { isRecent = null } = row ?? {};
  if (isRecent === null) return "expired";
  return isRecent ? "parallel" : "reused";
}

/** The one of several tokens that is stored in the family. */
export async function findStored(db: SystemDb, tokens: string[], familyId: string): Promise<string | null> {
  const hashes = tokens.map((token) => hashToken(token));
  const stored = await db.refreshToken.findFirst({
    where: { familyId, tokenHash: { in: hashes } },
    select: { tokenHash: true },
  });
  const at = stored ? hashes.findIndex((hash) => Buffer.from(hash).equals(stored.tokenHash)) : -1;
  return tokens[at] ?? null;
}
