// What an organization's admins see of an entry. Hides the names and addresses of people who are not members, such as system
// admins, whom the organization does not know.
import "server-only";
import type { AuditRow } from "./read-audit-page";

export type AuditActorKind = "member" | "former_member" | "system_admin" | "outsider" | "system";

export interface AuditEntryView {
  id: string;
  created_at: string;
  action: string;
  /** `ok` or the code of the refusal. */
  outcome: string;
  /** Names of current members; the log itself stores none. */
  actor: { kind: AuditActorKind; id: string | null; name: string | null };
  entity: { type: string; id: string | null } | null;
  request_id: string;
  ip_address: string | null;
  user_agent: string | null;
  /** The reason that a system admin gave. */
  reason: string | null;
  before: AuditRow["before"];
  after: AuditRow["after"];
}

/** Names of members by their user id. */
export type MemberNames = ReadonlyMap<string, string>;

/** Actions by which a person becomes a member or stops being one, without acting as a member. */
export const MEMBERSHIP_ACTIONS = ["auth.verify-email", "invitations.accept", "memberships.leave", "organizations.create"];

function wasMember({ actorKind, userId, action, outcome }: AuditRow): boolean {
  return actorKind === "member" || (userId !== null && outcome === "ok" && MEMBERSHIP_ACTIONS.includes(action));
}

function kindOf(row: AuditRow, members: MemberNames): AuditActorKind {
  const { actorKind, userId, reason } = row;
  if (actorKind === "system") return "system";
  // Only writes of the console have a reason, and their actor did not act as a member.
  if (reason !== null) return "system_admin";
  if (userId !== null && members.has(userId)) return "member";
  return wasMember(row) ? "former_member" : "outsider";
}

export function viewAuditEntry(row: AuditRow, members: MemberNames): AuditEntryView {
  const kind = kindOf(row, members);
  const isKnown = kind === "member" || kind === "former_member";
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    action: row.action,
    outcome: row.outcome,
    actor: { kind, id: isKnown ? row.userId : null, name: (isKnown && members.get(row.userId ?? "")) || null },
    entity: row.entityType === null ? null : { type: row.entityType, id: row.entityId },
    request_id: row.requestId,
    ip_address: isKnown ? row.ipAddress : null,
    user_agent: isKnown ? row.userAgent : null,
    reason: row.reason,
    before: row.before,
    after: row.after,
  };
}
