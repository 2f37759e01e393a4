// Wipes the content of expired mail, whether it is still queued or was given up. Skips locked rows.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

/**
 * The condition on the status lets the query use an index. It excludes nothing, because other mail has no content.
 * @param limit the maximum number of rows
 * @returns the number of rows wiped
 */
export function wipeExpired(db: SystemDb, limit: number): Promise<number> {
  return db.$executeRaw`
    UPDATE outbox_mails SET status = 'dead', content_ciphertext = NULL
     WHERE id = ANY(ARRAY(
       SELECT id FROM outbox_mails
        WHERE status IN ('queued', 'dead') AND content_ciphertext IS NOT NULL AND expires_at < now()
        LIMIT ${limit}::int FOR UPDATE SKIP LOCKED))`;
}
