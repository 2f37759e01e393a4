// Ends sessions by the conditions given; ended ones stay as rows until they are pruned.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

interface Which {
  userId: string;
  /** Only this one. */
  id?: string;
  /** All but this one. */
  exceptId?: string;
}

/** @returns how many were alive until now */
export async function endSessions(db: SystemDb, { userId, id, exceptId }: Which): Promise<number> {
  const now = new Date();
  const { count } = await db.session.updateMany({
    where: { userId, id: { equals: id, not: exceptId }, endedAt: null, expiresAt: { gt: now } },
    data: { endedAt: now },
  });
  return count;
}
