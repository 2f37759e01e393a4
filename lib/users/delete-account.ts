// Deletes a user and those of their organizations that have no other members, immediately and permanently. Requires the
// typed email address and the password or, from a user without one, a recent sign-in. Refuses the last system admin, the
// last admin of an organization with other members, and the only member of a suspended organization, which must be kept.
// Audit entries keep the user's id.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { z } from "zod";
import type { Caller } from "@/lib/access/actor";
import { recordAudit } from "@/lib/access/audit";
import { findAuditRetention } from "@/lib/access/audit-retention";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { refuse } from "@/lib/access/refusal";
import { mailAccountDeleted } from "@/lib/auth/mails";
import {
  findOwnDevice,
  isCurrentPassword,
  perPasswordCheck,
  proveOwner,
  refuseWrongPassword,
} from "@/lib/auth/passwords/prove-password";
import { Email, PasswordIfAny } from "@/lib/auth/schemas";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { fateOf, type Belonging, type Fate } from "./deletion-fate";
import { erase, isLastSystemAdmin, listBelongings, lockBelongings } from "./queries";

export const DeleteAccountInput = z.strictObject({ confirm: Email, current_password: PasswordIfAny });

export const deleteAccount = userOperation({
  name: "users.delete",
  accepts: sessionOnly,
  effect: "write",
  recent: "current_password",
  find: findOwnDevice,
  limit: [perPasswordCheck],
  input: DeleteAccountInput,
  prepare: async (context, { confirm, current_password }) => {
    if (confirm !== context.actor.user.email) {
      throw new AppError("VALIDATION_ERROR", { fields: { confirm: "This is not the address of your account." } });
    }
    return proveOwner(context, current_password);
  },
  // A wrong password must not lock rows of other users.
  lock: ({ actor: { user }, prepared }) => (prepared === null ? ownRow : lockBelongings(user)),
  run: async ({ db, actor, request, prepared }, { confirm }) => {
    const { id, email, isSystemAdmin } = actor.user;
    if (prepared === null) return refuseWrongPassword();
    if (confirm !== email || !(await isCurrentPassword(db, id, prepared.version))) throw new AppError("CONFLICT");
    if (isSystemAdmin && (await isLastSystemAdmin(db, id))) return refuse("LAST_SYSTEM_ADMIN");
    const fates = byFate(await listBelongings(db, id));
    if (fates.blocking.length > 0) return refuse("LAST_ORG_ADMIN");
    if (fates.held.length > 0) return refuse("ORGANIZATION_SUSPENDED");
    await recordLeaving(db, { actor, request }, fates.left);
    await erase(
      db,
      { id, email },
      fates.goes.map(({ organization }) => organization.id),
    );
    await mailAccountDeleted(db, email, request);
    return { organizations: fates.goes.map(({ organization }) => organization.id) };
  },
  cookies: () => ({ session: "clear" }),
  audit: ({ actor, output }) => ({
    entityType: "user",
    entityId: actor.user.id,
    after: output && { organizations_deleted: output.organizations },
  }),
});

function byFate(belongings: Belonging[]): Record<Fate, Belonging[]> {
  const fates: Record<Fate, Belonging[]> = { goes: [], held: [], left: [], blocking: [] };
  for (const belonging of belongings) fates[fateOf(belonging)].push(belonging);
  return fates;
}

/** Writes the member's departure into the audit log of each organization that is not deleted. */
async function recordLeaving(db: SystemDb, caller: Caller, left: Belonging[]): Promise<void> {
  for (const { membershipId, role, organization } of left) {
    const about = { entityType: "membership", entityId: membershipId, organizationId: organization.id };
    const event = { action: "memberships.leave", outcome: "ok" };
    await recordAudit(db, caller, event, { ...about, standing: role, before: { role } });
  }
}

export interface OrganizationFate {
  slug: string;
  name: string;
  fate: Fate;
}

/** Lists the consequences and obstacles of the deletion, for the page that asks for confirmation. */
export const inspectDeletion = userOperation({
  name: "users.inspect-deletion",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }) => {
    const belongings = await listBelongings(db, actor.user.id);
    return {
      organizations: belongings.map((belonging): OrganizationFate => {
        const { slug, name } = belonging.organization;
        return { slug, name, fate: fateOf(belonging) };
      }),
      auditRetentionDays: await findAuditRetention(db),
      isLastSystemAdmin: actor.user.isSystemAdmin && (await isLastSystemAdmin(db, actor.user.id)),
    };
  },
});
