// The audit log of the whole installation, for system admins: who did what, in which organization, from where and in whose
// session. Names are the current ones, because the log stores none.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { distinct } from "@/lib/lists/distinct";
import { pageOutput } from "@/lib/lists/page-output";
import { Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { userNames } from "@/lib/access/user-names";
import { apiKeyNames } from "@/lib/api-keys/key-names";
import { namesOfPeople, type NameOfEntity } from "@/lib/audit/entity-names";
import { readAuditPage, type AuditRow } from "@/lib/audit/read-audit-page";
import { AuditEntity, viewEntity } from "@/lib/audit/view";
import type { Prisma } from "@/lib/db/generated/client";
import type { SystemDb } from "@/lib/db/transaction";
import { ListAuditLogInput } from "./schemas";

/** Actions that affect who may sign in and what they may do, and every refusal. */
const SECURITY: Prisma.AuditEntryWhereInput = { OR: [{ isRoutine: false }, { outcome: { not: "ok" } }] };

export const SystemAuditEntryView = z
  .strictObject({
    id: z.uuid(),
    created_at: Time,
    action: z.string(),
    /** `ok` or the code of the refusal. */
    outcome: z.string(),
    /**
     * `standing` is the capacity in which the actor acted. If `kind` is `anonymous`, `id` and `name` are those of the
     * account that the request concerned. The name is null after the account has been deleted.
     */
    actor: z.strictObject({
      kind: z.string(),
      standing: z.string().nullable(),
      id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    /** The session that sent the request, and its owner or that of another credential. A thief may have used either. */
    session: z
      .strictObject({ id: z.string().nullable(), person: z.strictObject({ id: z.uuid(), name: z.string().nullable() }) })
      .nullable(),
    /** The API client or the API key that sent the request instead. The key has no name after its member has left. */
    token_family_id: z.uuid().nullable(),
    api_key: z.strictObject({ id: z.uuid(), name: z.string().nullable() }).nullable(),
    organization: z.strictObject({ id: z.uuid(), name: z.string().nullable() }).nullable(),
    entity: AuditEntity.nullable(),
    request_id: z.string(),
    ip_address: z.string(),
    user_agent: z.string(),
    reason: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ title: "SystemAuditEntry" });
export type SystemAuditEntryView = z.output<typeof SystemAuditEntryView>;

/** The entities that the console names, beside people: `namesIn` reads their names. */
const NAMED: readonly string[] = ["organization", "api_key"];

async function namesIn(db: SystemDb, rows: AuditRow[]) {
  const people = rows.flatMap(({ userId, sessionUserId }) => [userId, sessionUserId]);
  const users = await userNames(db, people);
  const entities = rows.map(({ entityType, entityId }) => (entityType === "organization" ? entityId : null));
  const organizations = await db.organization.findMany({
    where: { id: { in: distinct([...rows.map(({ organizationId }) => organizationId), ...entities]) } },
    select: { id: true, name: true },
  });
  const named = rows.map(({ entityType, entityId }) => (entityType === "api_key" ? entityId : null));
  const keys = await apiKeyNames(db, distinct([...rows.map(({ apiKeyId }) => apiKeyId), ...named]));
  return new Map([...users, ...keys, ...organizations.map(({ id, name }) => [id, name] as const)]);
}

function view(row: AuditRow, names: ReadonlyMap<string, string>, nameOfPerson: NameOfEntity): SystemAuditEntryView {
  const nameOf = (id: string | null) => names.get(id ?? "") ?? null;
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    action: row.action,
    outcome: row.outcome,
    actor: { kind: row.actorKind, standing: row.actorStanding, id: row.userId, name: nameOf(row.userId) },
    session:
      row.sessionUserId === null
        ? null
        : { id: row.sessionId, person: { id: row.sessionUserId, name: nameOf(row.sessionUserId) } },
    token_family_id: row.tokenFamilyId,
    api_key: row.apiKeyId === null ? null : { id: row.apiKeyId, name: nameOf(row.apiKeyId) },
    organization: row.organizationId === null ? null : { id: row.organizationId, name: nameOf(row.organizationId) },
    entity: viewEntity(
      row,
      (each) => nameOfPerson(each) ?? (NAMED.includes(each.entityType ?? "") ? nameOf(each.entityId) : null),
    ),
    request_id: row.requestId,
    ip_address: row.ipAddress,
    user_agent: row.userAgent,
    reason: row.reason,
    before: row.before,
    after: row.after,
  };
}

export const listAuditLog = adminOperation({
  name: "admin.list-audit-log",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: ListAuditLogInput,
  output: pageOutput(SystemAuditEntryView),
  run: async ({ db }, { limit, cursor, organization, scope, ...filters }) => {
    const only = { AND: [{ organizationId: organization }, scope === "security" ? SECURITY : {}] };
    const { items, next_cursor } = await readAuditPage(db, filters, { limit, cursor }, only);
    const names = await namesIn(db, items);
    const nameOfPerson = await namesOfPeople(db, items);
    return { items: items.map((row) => view(row, names, nameOfPerson)), next_cursor };
  },
});
