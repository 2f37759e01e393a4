// Closes a user's sessions and token families, and revokes API keys. The rows remain until they are pruned. Each function
// returns the number that were still alive. Callers hold the lock of the user's row, under which sessions and families
// begin.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { recordEnding } from "./recent-endings";

type Which = { equals: string } | { not: string };

async function close(db: SystemDb, userId: string, id?: Which): Promise<number> {
  const now = new Date();
  const { count } = await db.session.updateMany({
    where: { userId, id, endedAt: null, expiresAt: { gt: now } },
    data: { endedAt: now },
  });
  recordEnding(userId);
  return count;
}

async function closeFamilies(db: SystemDb, userId: string, id?: Which): Promise<number> {
  const now = new Date();
  const { count } = await db.tokenFamily.updateMany({
    where: { userId, id, endedAt: null, expiresAt: { gt: now } },
    data: { endedAt: now },
  });
  return count;
}

export function closeSession(db: SystemDb, userId: string, id: string): Promise<number> {
  return close(db, userId, { equals: id });
}

/** Ends all tokens of one API client. */
export function closeFamily(db: SystemDb, userId: string, id: string): Promise<number> {
  return closeFamilies(db, userId, { equals: id });
}

/** Closes every session except one, and every token family. */
export async function closeOtherSessions(db: SystemDb, userId: string, exceptId: string): Promise<number> {
  const sessions = await close(db, userId, { not: exceptId });
  return sessions + (await closeFamilies(db, userId));
}

/** Revokes the user's personal API keys in all organizations. */
async function revokeKeys(db: SystemDb, userId: string): Promise<number> {
  const { count } = await db.apiKey.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: new Date() } });
  return count;
}

/**
 * Closes every session, except at most one, and every token family, revokes the user's personal API keys, and cancels a
 * pending change of address: whatever would let an intruder back in.
 */
export async function revokeAccess(db: SystemDb, userId: string, exceptId?: string): Promise<number> {
  const sessions = await close(db, userId, exceptId === undefined ? undefined : { not: exceptId });
  const families = await closeFamilies(db, userId);
  await revokeKeys(db, userId);
  await db.emailChange.deleteMany({ where: { userId } });
  return sessions + families;
}
