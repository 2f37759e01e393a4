// Audit entries that match the filters, newest first, one page at a time. A tenant handle reads one organization's entries;
// a system handle reads all entries, for the console. Only for lib/audit and lib/admin: rows contain more than some readers
// may see, and lib/audit/view selects the fields for a reader.
import "server-only";
import type { z } from "zod";
import type { Prisma } from "@/lib/db/generated/client";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { createdBefore, pageOf, timeCursor, type Page } from "@/lib/lists/pages";
import type { auditFilterShape } from "./schemas";

const SELECT = {
  id: true,
  createdAt: true,
  organizationId: true,
  actorKind: true,
  actorStanding: true,
  userId: true,
  sessionId: true,
  sessionUserId: true,
  tokenFamilyId: true,
  apiKeyId: true,
  requestId: true,
  action: true,
  outcome: true,
  entityType: true,
  entityId: true,
  ipAddress: true,
  userAgent: true,
  reason: true,
  before: true,
  after: true,
} as const satisfies Prisma.AuditEntrySelect;

export type AuditRow = Prisma.AuditEntryGetPayload<{ select: typeof SELECT }>;
export type AuditFilters = { [Name in keyof typeof auditFilterShape]?: z.output<(typeof auditFilterShape)[Name]> };

const HOUR_MS = 3_600_000;
const PERIODS = { "24h": 24 * HOUR_MS, "7d": 7 * 24 * HOUR_MS, "30d": 30 * 24 * HOUR_MS } as const;

function matching({
  action,
  person,
  entity_type,
  entity_id,
  outcome,
  period,
  from,
  to,
}: AuditFilters): Prisma.AuditEntryWhereInput {
  return {
    // The schema allows no LIKE wildcards in the prefix.
    action: action === undefined ? undefined : { startsWith: action },
    userId: person,
    entityType: entity_type,
    entityId: entity_id,
    outcome: outcome === "refused" ? { not: "ok" } : outcome,
    createdAt: { gte: from, lt: to },
    AND: period === undefined ? [] : [{ createdAt: { gte: new Date(Date.now() - PERIODS[period]) } }],
  };
}

/**
 * @param only restricts the entries further; requests cannot set it
 * @throws AppError VALIDATION_ERROR for a cursor that was not issued here
 */
export async function readAuditPage(
  db: SystemDb | TenantDb,
  filters: AuditFilters,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  only: Prisma.AuditEntryWhereInput = {},
): Promise<Page<AuditRow>> {
  const rows = await db.auditEntry.findMany({
    where: { AND: [matching(filters), only, createdBefore(cursor) ?? {}] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: SELECT,
  });
  return pageOf(
    rows,
    limit,
    ({ createdAt, id }) => timeCursor(createdAt, id),
    (row) => row,
  );
}
