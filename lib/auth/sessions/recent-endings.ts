// Whose sessions ended in this process a moment ago. An answer that was under way then must not bring the old cookie back.
import "server-only";

/** Longer than any transaction, and than any answer that still renews a cookie. */
const REMEMBERED_MS = 60_000;

const holder = globalThis as typeof globalThis & { gatehouseRecentEndings?: Map<string, number> };
/** The last ending by user, the oldest first. */
const endings = (holder.gatehouseRecentEndings ??= new Map<string, number>());

/** To be called where sessions are ended, also before that commits. @param now monotonic, in milliseconds */
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
