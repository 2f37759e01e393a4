// Locks the creator of an API key, and checks that their session is still live. Whatever ends all sessions of a user also revokes
// their keys, under the same lock. So no key is created that it misses.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { ownRow, recheckUser } from "@/lib/access/recheck";
import { asSystem } from "@/lib/db/as-system";
import type { TenantDb } from "@/lib/db/transaction";

/** @throws AppError UNAUTHORIZED if the session has ended or the user is suspended */
export async function lockCreator(db: TenantDb, actor: MemberActor): Promise<void> {
  await asSystem(db, (system) => recheckUser(system, actor, ownRow));
}
