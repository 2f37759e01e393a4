// Ends sessions by the conditions given; ended ones stay as rows until they are pruned. Who ends all of a person's
// may mean to shut somebody out: a change of address that is still waiting is over then, too.
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
  if (id === undefined && exceptId === undefined) await db.emailChange.deleteMany({ where: { userId } });
  return count;
}
