// Entries of the audit log, newest first, a page at a time, as filters ask for. Whose entries is the handle's business:
// one organization's through a tenant handle, everybody's through a system handle (the console).
// Private to lib/audit and lib/admin: rows carry what not everybody may see of them; lib/audit/view decides.
import "server-only";
import { decodeBase64urlIgnorePadding, encodeBase64urlNoPadding } from "@oslojs/encoding";
import { z } from "zod";
import type { Prisma } from "@/lib/db/generated/client";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import type { auditFilterShape } from "./schemas";

const SELECT = {
  id: true, createdAt: true, organizationId: true, actorKind: true, userId: true, requestId: true, action: true, outcome: true,
  entityType: true, entityId: true, ipAddress: true, userAgent: true, reason: true, before: true, after: true,
} as const satisfies Prisma.AuditEntrySelect;

export type AuditRow = Prisma.AuditEntryGetPayload<{ select: typeof SELECT }>;
export type AuditFilters = { [Name in keyof typeof auditFilterShape]?: z.output<(typeof auditFilterShape)[Name]> };

interface Page {
  limit: number;
  cursor?: string | undefined;
}

const CursorParts = z.tuple([z.iso.datetime().max(40), z.uuid()]);

function writeCursor({ createdAt, id }: AuditRow): string {
  return encodeBase64urlNoPadding(new TextEncoder().encode(`${createdAt.toISOString()} ${id}`));
}

/** @throws AppError MALFORMED_REQUEST */
function readCursor(cursor: string): { createdAt: Date; id: string } {
  try {
    const text = new TextDecoder().decode(decodeBase64urlIgnorePadding(cursor));
    const [createdAt, id] = CursorParts.parse(text.split(" "));
    return { createdAt: new Date(createdAt), id };
  } catch (cause) {
    throw new AppError("MALFORMED_REQUEST", { cause });
  }
}

/** What comes after the cursor. The first condition alone is what an index can begin at. */
function beyond(cursor: string): Prisma.AuditEntryWhereInput {
  const { createdAt, id } = readCursor(cursor);
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] };
}

function matching({ action, person, entity_type, entity_id, outcome, from, to }: AuditFilters): Prisma.AuditEntryWhereInput {
  return {
    // The schema lets no wildcard of LIKE through.
    action: action === undefined ? undefined : { startsWith: action },
    userId: person,
    entityType: entity_type,
    entityId: entity_id,
    outcome: outcome === "refused" ? { not: "ok" } : outcome,
    createdAt: { gte: from, lt: to },
  };
}

/**
 * @param only narrows further, in a way that nobody can ask for from outside
 * @throws AppError MALFORMED_REQUEST on a cursor that is none of ours
 */
export async function readAuditPage(
  db: SystemDb | TenantDb,
  filters: AuditFilters,
  { limit, cursor }: Page,
  only: Prisma.AuditEntryWhereInput = {},
): Promise<{ rows: AuditRow[]; nextCursor: string | null }> {
  const rows = await db.auditEntry.findMany({
    where: { AND: [matching(filters), only, cursor === undefined ? {} : beyond(cursor)] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: SELECT,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? writeCursor(last) : null };
}
