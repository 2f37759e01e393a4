// Writes audit entries in the transaction of the change they record. Entries hold ids only, never names or addresses.
import "server-only";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import type { Prisma } from "@/lib/db/generated/client";
import { isSignedIn, keptUserAgent, type Actor, type Caller } from "./actor";

export interface AuditDetail {
  entityType?: string;
  entityId?: string | null;
  organizationId?: string | null;
  /** The user the entry is about, where anyone may call the operation. */
  userId?: string | null;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
  /** The reason that a system admin gave. */
  reason?: string | null;
}

type Parties = Pick<
  Prisma.AuditEntryCreateManyInput,
  "actorKind" | "userId" | "organizationId" | "sessionId" | "sessionUserId"
>;

/** The user, organization and session that an entry is attributed to. */
export type Attribution = (actor: Actor, detail: AuditDetail) => Parties;

const sessionOf = (actor: Actor) => ({
  sessionId: isSignedIn(actor) ? actor.session.id : null,
  sessionUserId: isSignedIn(actor) ? actor.user.id : null,
});

/** Attributes the entry to the actor, in the organization they acted in. */
export const toActor: Attribution = (actor, detail) => ({
  ...sessionOf(actor),
  actorKind: actor.kind,
  userId: isSignedIn(actor) ? actor.user.id : (detail.userId ?? null),
  organizationId: actor.kind === "member" ? actor.organization.id : (detail.organizationId ?? null),
});

/**
 * Leaves user and session to the database, which fills them in from the actor of the transaction and accepts no other
 * values.
 */
export const byDatabase: Attribution = (actor) => (actor.kind === "member" ? { organizationId: actor.organization.id } : {});

/**
 * Attributes the entry to its subject. The session of the request does not prove who sent it, and its owner must not learn
 * from their own entries what was found about someone else.
 */
export const toSubject: Attribution = (actor, { userId = null, organizationId = null }) => ({
  ...sessionOf(actor),
  actorKind: "anonymous",
  userId,
  organizationId,
});

/** @param outcome "ok" or the code of the refusal */
export async function recordAudit(
  db: SystemDb | TenantDb,
  { actor, request }: Caller,
  action: string,
  outcome: string,
  detail: AuditDetail,
  attribute: Attribution = toActor,
): Promise<void> {
  // createMany, because it does not read the row back.
  await db.auditEntry.createMany({
    data: [
      {
        action,
        outcome,
        ...attribute(actor, detail),
        requestId: request.requestId,
        entityType: detail.entityType ?? null,
        entityId: detail.entityId ?? null,
        ipAddress: request.ipAddress,
        userAgent: keptUserAgent(request),
        reason: detail.reason ?? null,
        before: detail.before,
        after: detail.after,
      },
    ],
  });
}
