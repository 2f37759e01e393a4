// An audit entry as an organization's admins see it. Hides the id, name, IP address and browser of a user who did not act as
// a member of the organization, such as a system admin.
import "server-only";
import { Role, Time } from "@/lib/access/schemas";
import { z } from "zod";
import type { OrganizationRole } from "@/lib/access/roles";
import type { Prisma } from "@/lib/db/generated/client";
import type { NameOfEntity } from "./entity-names";
import type { AuditRow } from "./read-audit-page";

const AuditActorKind = z.enum(["member", "former_member", "api_key", "system_admin", "outsider", "system"]);
export type AuditActorKind = z.output<typeof AuditActorKind>;

/** The name is null if the entity has none, or if the reader may not see it. */
export const AuditEntity = z.strictObject({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() });

export const AuditEntryView = z
  .strictObject({
    id: z.uuid(),
    created_at: Time,
    action: z.string(),
    /** `ok` or the code of the refusal. */
    outcome: z.string(),
    /** `name` is the current name, and null for anyone but a current member. The log stores no names. */
    actor: z.strictObject({
      kind: AuditActorKind,
      /** The actor's role when the entry was written; null if the entry has none. */
      role: Role.nullable(),
      id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    /** The API key with which the actor acted, or which is the actor. Its name is null after its member has left. */
    api_key: z.strictObject({ id: z.uuid(), name: z.string().nullable() }).nullable(),
    entity: AuditEntity.nullable(),
    request_id: z.string(),
    ip_address: z.string().nullable(),
    user_agent: z.string().nullable(),
    /** The reason that a system admin gave. */
    reason: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ title: "AuditEntry" });
export type AuditEntryView = z.output<typeof AuditEntryView>;

/** The names of members by their user id, and of API keys by their id. */
export interface ActorNames {
  members: ReadonlyMap<string, string>;
  keys: ReadonlyMap<string, string>;
}

const ROLES: readonly string[] = ["readonly", "member", "org_admin"] satisfies OrganizationRole[];

/** Matches entries whose actor was a member when the entry was written, or became a member by the recorded action. */
export const OF_MEMBERS: Prisma.AuditEntryWhereInput = {
  OR: [{ actorKind: "member" }, { actorStanding: { in: [...ROLES] } }],
};

function roleOf({ actorStanding }: AuditRow): OrganizationRole | null {
  return actorStanding !== null && ROLES.includes(actorStanding) ? (actorStanding as OrganizationRole) : null;
}

function kindOf(row: AuditRow, { members }: ActorNames): AuditActorKind {
  const { actorKind, actorStanding, userId } = row;
  if (actorKind === "system") return "system";
  if (actorKind === "key") return "api_key";
  if (actorStanding === "sys_admin") return "system_admin";
  // Older entries recorded only that the actor was a member, not the actor's role.
  if (actorKind !== "member" && roleOf(row) === null) return "outsider";
  return userId !== null && members.has(userId) ? "member" : "former_member";
}

export function viewEntity(row: AuditRow, nameOf: NameOfEntity): z.output<typeof AuditEntity> | null {
  return row.entityType === null ? null : { type: row.entityType, id: row.entityId, name: nameOf(row) };
}

export function viewAuditEntry(row: AuditRow, names: ActorNames, nameOf: NameOfEntity): AuditEntryView {
  const kind = kindOf(row, names);
  const isKnown = kind === "member" || kind === "former_member" || kind === "api_key";
  const { apiKeyId } = row;
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    action: row.action,
    outcome: row.outcome,
    actor: {
      kind,
      role: roleOf(row),
      id: isKnown ? row.userId : null,
      name: (isKnown && names.members.get(row.userId ?? "")) || null,
    },
    api_key: isKnown && apiKeyId !== null ? { id: apiKeyId, name: names.keys.get(apiKeyId) ?? null } : null,
    entity: viewEntity(row, nameOf),
    request_id: row.requestId,
    ip_address: isKnown ? row.ipAddress : null,
    user_agent: isKnown ? row.userAgent : null,
    reason: row.reason,
    before: row.before,
    after: row.after,
  };
}
