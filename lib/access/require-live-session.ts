// Checks that the session of the request is still valid: in a write, and while a long response is sent.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import type { MemberActor, UserActor } from "./actor";
import { requireSession } from "./admit";

/** @throws AppError UNAUTHORIZED if the session has ended or expired, or if its user is suspended or deleted */
export async function requireLiveSession(db: SystemDb, actor: UserActor | MemberActor): Promise<void> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM live_sessions WHERE id = ${requireSession(actor).id}::uuid AND user_id = ${actor.user.id}::uuid`;
  if (rows.length === 0) throw new AppError("UNAUTHORIZED");
}
