// Closes a user's sessions. The rows remain until they are pruned. Each function returns the number of sessions that were
// still alive.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { recordEnding } from "./recent-endings";

async function close(db: SystemDb, userId: string, id?: { equals: string } | { not: string }): Promise<number> {
  const now = new Date();
  const { count } = await db.session.updateMany({
    where: { userId, id, endedAt: null, expiresAt: { gt: now } },
    data: { endedAt: now },
  });
  recordEnding(userId);
  return count;
}

export function closeSession(db: SystemDb, userId: string, id: string): Promise<number> {
  return close(db, userId, { equals: id });
}

export function closeOtherSessions(db: SystemDb, userId: string, exceptId: string): Promise<number> {
  return close(db, userId, { not: exceptId });
}

/** Closes every session and cancels a pending change of address, which would let an intruder back in. */
export async function revokeAccess(db: SystemDb, userId: string): Promise<number> {
  const alive = await close(db, userId);
  await db.emailChange.deleteMany({ where: { userId } });
  return alive;
}
