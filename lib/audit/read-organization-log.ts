// One organization's log as its admins may see it: the only way from rows to views, for the list and for exports.
import "server-only";
import type { ReadNames } from "@/lib/access/feature-spec";
import type { TenantDb } from "@/lib/db/transaction";
import { FEATURES } from "@/lib/features/features";
import type { Page } from "@/lib/lists/pages";
import { namesInOrganization } from "./entity-names";
import { readAuditPage, type AuditFilters, type AuditRow } from "./read-audit-page";
import { OF_MEMBERS, viewAuditEntry, type AuditEntryView, type MemberNames } from "./view";

/** The tenant handle sees only current members. */
async function memberNames(db: TenantDb, rows: AuditRow[]): Promise<MemberNames> {
  const ids = new Set(rows.map(({ userId }) => userId).filter((id) => id !== null));
  const people = await db.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

async function featureReaders(): Promise<Record<string, ReadNames>> {
  const readers: Record<string, ReadNames> = {};
  for (const { auditNames } of FEATURES) for (const [type, load] of Object.entries(auditNames)) readers[type] = await load();
  return readers;
}

export async function readOrganizationLog(
  db: TenantDb,
  filters: AuditFilters,
  wanted: { limit: number; cursor?: string | undefined },
): Promise<Page<AuditEntryView>> {
  // An entry that hides its user must not match a filter for that user, because the match would identify the user.
  const only = filters.person === undefined ? {} : OF_MEMBERS;
  const { items, next_cursor } = await readAuditPage(db, filters, wanted, only);
  const members = await memberNames(db, items);
  const nameOf = await namesInOrganization(db, items, await featureReaders());
  return { items: items.map((row) => viewAuditEntry(row, members, nameOf)), next_cursor };
}
