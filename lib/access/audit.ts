// Writes audit entries in the transaction of what they tell. Ids only: no names, no addresses of people.
import "server-only";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import type { Prisma } from "@/lib/db/generated/client";
import { keptUserAgent, type Actor, type Caller } from "./actor";

export interface AuditDetail {
  entityType?: string;
  entityId?: string | null;
  organizationId?: string | null;
  /** The user it is about, where the actor is not signed in yet. */
  userId?: string | null;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
  /** Why, as a system admin said it. */
  reason?: string | null;
}

function actorIds(actor: Actor): { userId: string | null; organizationId: string | null } {
  switch (actor.kind) {
    case "member":
      return { userId: actor.user.id, organizationId: actor.organization.id };
    case "user":
      return { userId: actor.user.id, organizationId: null };
    default:
      return { userId: null, organizationId: null };
  }
}

/** `outcome` is "ok" or the code of the refusal. */
export async function recordAudit(
  db: SystemDb | TenantDb,
  caller: Caller,
  action: string,
  outcome: string,
  detail: AuditDetail,
): Promise<void> {
  const ids = actorIds(caller.actor);
  // createMany, because it reads nothing back.
  await db.auditEntry.createMany({
    data: [{
      action,
      outcome,
      actorKind: caller.actor.kind,
      userId: ids.userId ?? detail.userId ?? null,
      organizationId: ids.organizationId ?? detail.organizationId ?? null,
      requestId: caller.request.requestId,
      entityType: detail.entityType ?? null,
      entityId: detail.entityId ?? null,
      ipAddress: caller.request.ipAddress,
      userAgent: keptUserAgent(caller.request),
      reason: detail.reason ?? null,
      before: detail.before,
      after: detail.after,
    }],
  });
}
