// The audit log of the whole installation, for system admins: who did what, in which organization, from where and in whose
// session. Names are the current ones, because the log stores none.
import "server-only";
import { pageOutput } from "@/lib/lists/page-output";
import { Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { readAuditPage, type AuditRow } from "@/lib/audit/read-audit-page";
import type { Prisma } from "@/lib/db/generated/client";
import type { SystemDb } from "@/lib/db/transaction";
import { ListAuditLogInput } from "./schemas";

/** Actions that affect who may sign in and what they may do, and every refusal. */
const SECURITY: Prisma.AuditEntryWhereInput = { OR: [{ isRoutine: false }, { outcome: { not: "ok" } }] };
const LATEST_ENTRIES = 1_000;

export const SystemAuditEntryView = z.strictObject({
  id: z.uuid(),
  created_at: Time,
  action: z.string(),
  /** `ok` or the code of the refusal. */
  outcome: z.string(),
  /**
   * The actor and the capacity in which they acted; for `anonymous`, the subject. The name is null once the account is
   * deleted.
   */
  actor: z.strictObject({
    kind: z.string(),
    standing: z.string().nullable(),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  /** The session of the request, which may have been stolen. */
  session: z
    .strictObject({ id: z.string().nullable(), person: z.strictObject({ id: z.uuid(), name: z.string().nullable() }) })
    .nullable(),
  organization: z.strictObject({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  entity: z.strictObject({ type: z.string(), id: z.string().nullable() }).nullable(),
  request_id: z.string(),
  ip_address: z.string(),
  user_agent: z.string(),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
});
export type SystemAuditEntryView = z.output<typeof SystemAuditEntryView>;

const known = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];

async function namesIn(db: SystemDb, rows: AuditRow[]) {
  const select = { id: true, name: true };
  const people = rows.flatMap(({ userId, sessionUserId }) => [userId, sessionUserId]);
  const users = await db.user.findMany({ where: { id: { in: known(people) } }, select });
  const organizations = await db.organization.findMany({
    where: { id: { in: known(rows.map(({ organizationId }) => organizationId)) } },
    select,
  });
  return new Map([...users, ...organizations].map(({ id, name }) => [id, name]));
}

function view(row: AuditRow, names: ReadonlyMap<string, string>): SystemAuditEntryView {
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
    organization: row.organizationId === null ? null : { id: row.organizationId, name: nameOf(row.organizationId) },
    entity: row.entityType === null ? null : { type: row.entityType, id: row.entityId },
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
  effect: "read",
  limit: generalLimitOnly,
  input: ListAuditLogInput,
  output: pageOutput(SystemAuditEntryView),
  run: async ({ db }, { limit, cursor, organization, scope, ...filters }) => {
    const only = { AND: [{ organizationId: organization }, scope === "security" ? SECURITY : {}] };
    const { items, next_cursor } = await readAuditPage(db, filters, { limit, cursor }, only);
    const names = await namesIn(db, items);
    return { items: items.map((row) => view(row, names)), next_cursor };
  },
});

/** The actions in the latest entries, to filter by. */
export const getAuditActions = adminOperation({
  name: "admin.get-audit-actions",
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }) => {
    const latest = await db.auditEntry.findMany({
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: LATEST_ENTRIES,
      select: { action: true },
    });
    return { actions: [...new Set(latest.map(({ action }) => action))].sort() };
  },
});
