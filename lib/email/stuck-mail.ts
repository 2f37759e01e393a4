// Detects stuck mail: the server is unreachable or unusable, or no process drains the outbox. Refusals by the servers of
// single recipients do not count, because anyone could then make the product look broken with a few email addresses.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

const LATE_MINUTES = 10;
/** If mail caused by this many networks fails and none is delivered, one client alone cannot be the cause. */
const SUSPICIOUS_SOURCES = 5;

export async function isMailStuck(db: SystemDb): Promise<boolean> {
  const [late] = await db.$queryRaw<{ isStuck: boolean }[]>`
    SELECT coalesce(bool_or(attempts = 0 OR last_fault = 'transport'), false)
           OR (count(DISTINCT source_hash) >= ${SUSPICIOUS_SOURCES}::int AND NOT EXISTS (
                SELECT 1 FROM outbox_mails WHERE status = 'delivered' AND delivered_at > now() - make_interval(mins => ${LATE_MINUTES}::int) AND expires_at > now()))
           AS "isStuck"
      FROM outbox_mails
     WHERE status = 'queued' AND expires_at > now() AND created_at < now() - make_interval(mins => ${LATE_MINUTES}::int)`;
  return late?.isStuck ?? false;
}
