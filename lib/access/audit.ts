// Writes audit entries in the transaction of what they tell. Ids only: no names, no addresses of people.
import "server-only";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import type { Prisma } from "@/lib/db/generated/client";
import { isSignedIn, keptUserAgent, type Actor, type Caller } from "./actor";

export interface AuditDetail {
  entityType?: string;
  entityId?: string | null;
  organizationId?: string | null;
  /** Whom it is about, where the operation is open to everybody. */
  userId?: string | null;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
  /** Why, as a system admin said it. */
  reason?: string | null;
}

type Parties = Pick<
  Prisma.AuditEntryCreateManyInput,
  "actorKind" | "userId" | "organizationId" | "sessionId" | "sessionUserId"
>;

/** Those an entry is attributed to, and the session that came along. */
export type Attribution = (actor: Actor, detail: AuditDetail) => Parties;

const sessionOf = (actor: Actor) => ({
  sessionId: isSignedIn(actor) ? actor.session.id : null,
  sessionUserId: isSignedIn(actor) ? actor.user.id : null,
});

/** To the person who acted, in the organization they acted in. */
export const toActor: Attribution = (actor, detail) => ({
  ...sessionOf(actor),
  actorKind: actor.kind,
  userId: isSignedIn(actor) ? actor.user.id : (detail.userId ?? null),
  organizationId: actor.kind === "member" ? actor.organization.id : (detail.organizationId ?? null),
});

/** To the member for whom the organization's transaction was opened: the database fills that in, and takes it from nobody. */
export const byDatabase: Attribution = (actor) => (actor.kind === "member" ? { organizationId: actor.organization.id } : {});

/**
 * To the person it is about. Whose session came along says nothing of who asked, and that person must not learn from
 * their own entries what was found.
 */
export const toSubject: Attribution = (actor, { userId = null, organizationId = null }) => ({
  ...sessionOf(actor),
  actorKind: "anonymous",
  userId,
  organizationId,
});

/** `outcome` is "ok" or the code of the refusal. */
export async function recordAudit(
  db: SystemDb | TenantDb,
  { actor, request }: Caller,
  action: string,
  outcome: string,
  detail: AuditDetail,
  attribute: Attribution = toActor,
): Promise<void> {
  // createMany, because it reads nothing back.
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
