// Wipes the content of mail that was not delivered in time, or given up: of so many rows at most, and never waiting for
// whoever is at one of them.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

/**
 * Nothing else than what waits and what was given up has content; said as well, because an index begins at it.
 * @returns how many were wiped
 */
export function wipeExpired(db: SystemDb, limit: number): Promise<number> {
  return db.$executeRaw`
    UPDATE outbox_mails SET status = 'dead', content_ciphertext = NULL
     WHERE id = ANY(ARRAY(
       SELECT id FROM outbox_mails
        WHERE status IN ('queued', 'dead') AND content_ciphertext IS NOT NULL AND expires_at < now()
        LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`;
}
