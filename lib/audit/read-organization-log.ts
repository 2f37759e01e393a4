// One organization's log as its admins may see it: the only way from rows to views, for the list and for exports.
import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import type { TenantDb } from "@/lib/db/transaction";
import type { Page } from "@/lib/lists/pages";
import { readAuditPage, type AuditFilters, type AuditRow } from "./read-audit-page";
import { MEMBERSHIP_ACTIONS, viewAuditEntry, type AuditEntryView, type MemberNames } from "./view";

/** The tenant handle sees only current members. */
async function memberNames(db: TenantDb, rows: AuditRow[]): Promise<MemberNames> {
  const ids = new Set(rows.map(({ userId }) => userId).filter((id) => id !== null));
  const people = await db.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** An entry shown without its person must not be found by that person either, because the result would identify them. */
async function onlyNamed(db: TenantDb, person: string): Promise<Prisma.AuditEntryWhereInput> {
  const isMember = (await db.user.count({ where: { id: person } })) > 0;
  if (isMember) return { reason: null, actorKind: { not: "system" } };
  return { reason: null, OR: [{ actorKind: "member" }, { outcome: "ok", action: { in: MEMBERSHIP_ACTIONS } }] };
}

export async function readOrganizationLog(
  db: TenantDb,
  filters: AuditFilters,
  wanted: { limit: number; cursor?: string | undefined },
): Promise<Page<AuditEntryView>> {
  const only = filters.person === undefined ? {} : await onlyNamed(db, filters.person);
  const { items, next_cursor } = await readAuditPage(db, filters, wanted, only);
  const members = await memberNames(db, items);
  return { items: items.map((row) => viewAuditEntry(row, members)), next_cursor };
}
