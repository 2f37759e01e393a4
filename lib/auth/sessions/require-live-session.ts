// For what goes on after the request that asked for it was let in: whether its session would still let somebody in.
import "server-only";
import type { MemberActor, UserActor } from "@/lib/access/actor";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";

/** @throws AppError UNAUTHORIZED where it was ended or has expired, or its person is suspended or gone */
export async function requireLiveSession(db: SystemDb, { session, user }: UserActor | MemberActor): Promise<void> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM live_sessions WHERE id = ${session.id}::uuid AND user_id = ${user.id}::uuid`;
  if (rows.length === 0) throw new AppError("UNAUTHORIZED");
}
