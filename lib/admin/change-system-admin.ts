// Grants or revokes the rights of a system admin. No one can change their own rights, so one system admin always remains,
// even if two revoke each other concurrently. Both operations end all sessions of the user and cancel a pending email
// change, so that the new rights apply only after a new sign-in.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import type { Caller, UserActor } from "@/lib/access/actor";
import { removeIdentities } from "@/lib/auth/oauth/remove-identities";
import { revokeAccess } from "@/lib/auth/sessions/close-sessions";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { alsoUser, getUserRow } from "./queries";
import { OneWithReasonInput } from "./schemas";

interface Change {
  id: string;
  isSystemAdmin: boolean;
  reason: string;
}

async function setSystemAdmin(db: SystemDb, caller: Caller<UserActor>, { id, isSystemAdmin, reason }: Change) {
  const person = await getUserRow(db, id);
  if (person.id === caller.actor.user.id) throw new AppError("ACCESS_DENIED");
  if (person.isSystemAdmin === isSystemAdmin || (isSystemAdmin && person.suspended)) throw new AppError("CONFLICT");
  await db.user.update({ where: { id }, data: { isSystemAdmin }, select: { id: true } });
  // The address that the granting admin sees may have belonged to somebody else when this identity was linked.
  const removal = { which: "unconfirmed", cause: "system_admin_granted", reason } as const;
  if (isSystemAdmin) await removeIdentities(db, caller, id, removal);
  return { id, ended: await revokeAccess(db, id) };
}

const recorded = (id: string, isSystemAdmin: boolean, ended: number | undefined) => ({
  entityType: "user",
  entityId: id,
  before: { is_system_admin: !isSystemAdmin },
  after: { is_system_admin: isSystemAdmin, sessions_ended: ended ?? 0 },
});

export const grantSystemAdmin = adminOperation({
  name: "admin.grant-system-admin",
  accepts: sessionOnly,
  effect: "write",
  recent: "session",
  limit: generalLimitOnly,
  input: OneWithReasonInput,
  lock: alsoUser,
  run: ({ db, ...caller }, { id, reason }) => setSystemAdmin(db, caller, { id, reason, isSystemAdmin: true }),
  audit: ({ input, output }) => recorded(input.id, true, output.ended),
});

export const revokeSystemAdmin = adminOperation({
  name: "admin.revoke-system-admin",
  accepts: sessionOnly,
  effect: "write",
  recent: "session",
  limit: generalLimitOnly,
  input: OneWithReasonInput,
  lock: alsoUser,
  run: ({ db, ...caller }, { id, reason }) => setSystemAdmin(db, caller, { id, reason, isSystemAdmin: false }),
  audit: ({ input, output }) => recorded(input.id, false, output.ended),
});
