// Remembers the users whose sessions recently ended in this process, so that a response in progress does not renew the
// cookie of an ended session.
import "server-only";

/** Longer than any transaction, and longer than any response that may still renew a cookie. */
const REMEMBERED_MS = 60_000;

const holder = globalThis as typeof globalThis & { gatehouseRecentEndings?: Map<string, number> };
/** When a session of a user last ended, by user id; oldest first. */
const endings = (holder.gatehouseRecentEndings ??= new Map<string, number>());

/**
 * Call this when ending a user's sessions. The call may precede the commit.
 * @param now monotonic, in milliseconds
 */
export function recordEnding(userId: string, now = performance.now()): void {
  endings.delete(userId);
  endings.set(userId, now);
  for (const [id, at] of endings) {
    if (now - at <= REMEMBERED_MS) break;
    endings.delete(id);
  }
}

export function endedRecently(userId: string, now = performance.now()): boolean {
  const at = endings.get(userId);
  return at !== undefined && now - at <= REMEMBERED_MS;
}
