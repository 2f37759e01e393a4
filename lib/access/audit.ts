// Writes audit entries in the transaction of the change that they record. Entries identify users by id, never by name or
// email address.
import "server-only";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import type { Prisma } from "@/lib/db/generated/client";
import { isUser, keptUserAgent, type Actor, type Caller, type Credential } from "./actor";
import type { OrganizationRole, Standing } from "./roles";

export interface AuditEvent {
  action: string;
  /** "ok" or the code of the refusal. */
  outcome: string;
  isRoutine?: boolean;
}

export interface AuditDetail {
  entityType?: string;
  entityId?: string | null;
  organizationId?: string | null;
  /** The user that the entry is about, for operations that anyone may call. */
  userId?: string | null;
  /**
   * The capacity of the user whom the entry concerns, if the operation proved or changed it. The default is the actor's own
   * capacity, or "public" for a public operation.
   */
  standing?: "user" | OrganizationRole;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
  /** The reason that a system admin gave. */
  reason?: string | null;
}

interface CredentialIds {
  sessionId: string | null;
  tokenFamilyId: string | null;
  apiKeyId: string | null;
}

/** The columns that name the credential of an entry: exactly one of them has its id. */
export function credentialIds({ kind, id }: Credential): CredentialIds {
  return {
    sessionId: kind === "session" ? id : null,
    tokenFamilyId: kind === "token" ? id : null,
    apiKeyId: kind === "key" ? id : null,
  };
}

type Parties = Pick<
  Prisma.AuditEntryCreateManyInput,
  "actorKind" | "actorStanding" | "userId" | "organizationId" | "sessionUserId" | keyof CredentialIds
>;

/** Determines the actor, organization and credential to which an entry is attributed. */
export type Attribution = (actor: Actor, detail: AuditDetail) => Parties;

const credentialOf = (actor: Actor) =>
  isUser(actor) ? { ...credentialIds(actor.credential), sessionUserId: actor.user.id } : {};

function standingOf(actor: Actor): Standing {
  if (actor.kind === "member" || actor.kind === "key") return actor.role;
  return actor.kind === "user" || actor.kind === "system" ? actor.kind : "public";
}

/** Attributes the entry to the actor, in the organization they acted in. */
export const toActor: Attribution = (actor, detail) => ({
  ...credentialOf(actor),
  actorKind: actor.kind,
  actorStanding: detail.standing ?? standingOf(actor),
  userId: isUser(actor) ? actor.user.id : (detail.userId ?? null),
  organizationId: actor.kind === "member" ? actor.organization.id : (detail.organizationId ?? null),
});

/** Attributes the entry to a user acting as a system admin. */
export const toSystemAdmin: Attribution = (actor, detail) => ({ ...toActor(actor, detail), actorStanding: "sys_admin" });

/**
 * Leaves out user and credential, because the database fills them in from the actor of the transaction and accepts no other
 * values.
 */
export const byDatabase: Attribution = (actor) => ("organization" in actor ? { organizationId: actor.organization.id } : {});

/**
 * Attributes the entry to the user whom it concerns, even if another user is signed in. The session does not prove who sent
 * the request, and the signed-in user's own entries must not reveal facts about the other user.
 */
export const toSubject: Attribution = (actor, { userId = null, organizationId = null, standing = "public" }) => ({
  ...credentialOf(actor),
  actorKind: "anonymous",
  actorStanding: standing,
  userId,
  organizationId,
});

export async function recordAudit(
  db: SystemDb | TenantDb,
  { actor, request }: Caller,
  { action, outcome, isRoutine = false }: AuditEvent,
  detail: AuditDetail,
  attribute: Attribution = toActor,
): Promise<void> {
  // createMany, because create would read the row back.
  await db.auditEntry.createMany({
    data: [
      {
        action,
        outcome,
        isRoutine,
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
