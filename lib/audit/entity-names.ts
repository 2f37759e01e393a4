// Resolves the names of the entities in audit entries, for readers who may see them. A tenant handle sees current members
// only, so all other names stay hidden. For example, an accepted invitation whose user has left is still stored, but is no
// longer shown under that user's name.
import "server-only";
import type { ReadNames } from "@/lib/access/feature-spec";
import { userNames } from "@/lib/access/user-names";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { distinct } from "@/lib/lists/distinct";
import type { AuditRow } from "./read-audit-page";

type Names = ReadonlyMap<string, string>;
export type NameOfEntity = (row: AuditRow) => string | null;

function idsOf(rows: AuditRow[], type: string): string[] {
  const ids = rows.filter(({ entityType }) => entityType === type).map(({ entityId }) => entityId);
  return distinct(ids);
}

/** The user id that the entry of a removal contains. The membership itself no longer exists. */
function removedUser({ before }: AuditRow): string | null {
  if (typeof before !== "object" || before === null || Array.isArray(before)) return null;
  return typeof before.user_id === "string" ? before.user_id : null;
}

async function usersOfMemberships(db: SystemDb | TenantDb, rows: AuditRow[]): Promise<Map<string, string>> {
  const ids = idsOf(rows, "membership");
  const memberships = await db.membership.findMany({ where: { id: { in: ids } }, select: { id: true, userId: true } });
  const removed = rows.flatMap((row) => {
    const user = removedUser(row);
    return row.entityType === "membership" && row.entityId !== null && user !== null ? [[row.entityId, user] as const] : [];
  });
  return new Map([...removed, ...memberships.map(({ id, userId }) => [id, userId] as const)]);
}

/** What the acceptance of an invitation is recorded as. In both cases, the entry's user has used the invitation. */
const ACCEPTED = { action: "invitations.accept", outcome: { in: ["ok", "ALREADY_MEMBER"] } };

interface Accepted {
  id: string;
  organizationId: string;
}

/** Reads who accepted each invitation. An email address does not identify a user, because it can pass to another account. */
async function acceptors(db: SystemDb | TenantDb, invitations: Accepted[]): Promise<Map<string, string>> {
  if (invitations.length === 0) return new Map();
  const organizations = distinct(invitations.map(({ organizationId }) => organizationId));
  const ids = invitations.map(({ id }) => id);
  const entries = await db.auditEntry.findMany({
    // The organization is given for the index.
    where: { organizationId: { in: organizations }, ...ACCEPTED, entityType: "invitation", entityId: { in: ids } },
    select: { entityId: true, userId: true },
  });
  return new Map(entries.flatMap(({ entityId, userId }) => (entityId && userId ? [[entityId, userId] as const] : [])));
}

/** For an open invitation, its email address. For an accepted invitation, the name of the user who accepted it. */
async function invitationNames(db: SystemDb | TenantDb, rows: AuditRow[]): Promise<Names> {
  const invitations = await db.invitation.findMany({
    where: { id: { in: idsOf(rows, "invitation") }, OR: [{ openEmail: { not: null } }, { acceptedAt: { not: null } }] },
    select: { id: true, organizationId: true, openEmail: true },
  });
  const acceptedBy = await acceptors(
    db,
    invitations.filter(({ openEmail }) => openEmail === null),
  );
  const users = await userNames(db, acceptedBy.values());
  const named = invitations.flatMap(({ id, openEmail }) => {
    const name = openEmail ?? users.get(acceptedBy.get(id) ?? "");
    return name === undefined ? [] : [[id, name] as const];
  });
  return new Map(named);
}

/**
 * Resolves users, memberships and invitations. A tenant handle serves an organization's admins, a system handle the console.
 */
export async function namesOfPeople(db: SystemDb | TenantDb, rows: AuditRow[]): Promise<NameOfEntity> {
  const members = await usersOfMemberships(db, rows);
  const users = await userNames(db, [...idsOf(rows, "user"), ...members.values()]);
  const invitations = await invitationNames(db, rows);
  return ({ entityType, entityId }) => {
    const id = entityId ?? "";
    if (entityType === "user") return users.get(id) ?? null;
    if (entityType === "membership") return users.get(members.get(id) ?? "") ?? null;
    return entityType === "invitation" ? (invitations.get(id) ?? null) : null;
  };
}

/** Also resolves the entities of features, which only members of their organization may see. */
export async function namesInOrganization(
  db: TenantDb,
  rows: AuditRow[],
  readers: Readonly<Record<string, ReadNames>>,
): Promise<NameOfEntity> {
  const people = await namesOfPeople(db, rows);
  const things = new Map<string, Names>();
  for (const [type, read] of Object.entries(readers)) things.set(type, await read(db, idsOf(rows, type)));
  return (row) => people(row) ?? things.get(row.entityType ?? "")?.get(row.entityId ?? "") ?? null;
}
