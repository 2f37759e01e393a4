// Reads the actor again inside the transaction of a write, under a lock that every change of their standing also takes.
// Their standing may have changed since the request arrived, and cannot change until the transaction ends.
import "server-only";
import { forStrength, lockRows, type LockStrength } from "@/lib/db/locks";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import type { MemberActor, UserActor } from "./actor";
import type { OrganizationRole } from "./roles";

/**
 * How strongly a member's write locks the row of the organization. KEY SHARE allows other writes. NO KEY UPDATE allows one
 * such write at a time, for counting. UPDATE excludes all others, for memberships, suspension and deletion.
 */
export type OrganizationLock = LockStrength;

/** How a user's write locks the row of that user. */
export interface UserLock<Input = never> {
  strength: Exclude<LockStrength, "KEY SHARE">;
  /** Takes the locks that precede users in the lock order. */
  first?: (db: SystemDb, actor: UserActor | MemberActor, input: Input) => Promise<unknown>;
  /** The id of another user, whose row is locked in the same statement. */
  other?: (input: Input) => string;
}

/** For a write that concerns only the actor's own row. */
export const ownRow = { strength: "NO KEY UPDATE" } as const satisfies UserLock;

interface MemberRow {
  slug: string;
  name: string;
  suspended: boolean;
  role: OrganizationRole;
  isShutOut: boolean;
}

/** @throws AppError NOT_FOUND if the membership or the organization has ended, UNAUTHORIZED if the user is suspended */
export async function recheckMember(db: TenantDb, actor: MemberActor, lock: OrganizationLock): Promise<MemberActor> {
  const { id } = actor.organization;
  await lockRows(db, "organization")`SELECT 1 FROM organizations WHERE id = ${id}::uuid ${forStrength(lock)}`;
  // A separate statement: the one that waited for the lock still sees the rows as they were before the wait. It also sets
  // the role that the database writes into the audit log.
  const [row] = await db.$queryRaw<MemberRow[]>`
    SELECT o.slug, o.name, o.suspended_at IS NOT NULL AS suspended, u.suspended_at IS NOT NULL AS "isShutOut",
           set_config('app.actor_standing', m.role::text, true) AS role
      FROM organizations o
      JOIN memberships m ON m.organization_id = o.id
      JOIN users u ON u.id = m.user_id
     WHERE o.id = ${id}::uuid AND m.user_id = ${actor.user.id}::uuid`;
  if (!row) throw new AppError("NOT_FOUND");
  const { role, isShutOut, ...organization } = row;
  if (isShutOut) throw new AppError("UNAUTHORIZED");
  return { ...actor, role, organization: { id, ...organization } };
}

interface UserRow {
  id: string;
  email: string;
  name: string;
  isSystemAdmin: boolean;
  suspended: boolean;
}

/** @throws AppError UNAUTHORIZED if the account was deleted or suspended */
export async function recheckUser<A extends UserActor | MemberActor, Input>(
  db: SystemDb,
  actor: A,
  { strength, first, other }: UserLock<Input>,
  input: Input,
): Promise<A> {
  await first?.(db, actor, input);
  const { id } = actor.user;
  const otherId = other?.(input) ?? null;
  const rows = await lockRows<UserRow>(db, "user")`
      SELECT id, email, name, is_system_admin AS "isSystemAdmin", suspended_at IS NOT NULL AS suspended FROM users
       WHERE id IN (${id}::uuid, ${otherId}::uuid) ORDER BY id ${forStrength(strength)}`;
  const row = rows.find((each) => each.id === id);
  if (!row || row.suspended) throw new AppError("UNAUTHORIZED");
  const { email, name, isSystemAdmin } = row;
  return { ...actor, user: { id, email, name, isSystemAdmin } };
}
