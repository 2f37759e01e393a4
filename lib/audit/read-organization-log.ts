// Reads one organization's log as its admins may see it. The list and the exports both use it, so they hide the same fields.
import "server-only";
import type { ReadNames } from "@/lib/access/feature-spec";
import { userNames } from "@/lib/access/user-names";
import type { TenantDb } from "@/lib/db/transaction";
import { apiKeyNames } from "@/lib/api-keys/key-names";
import { distinct } from "@/lib/lists/distinct";
import { FEATURES } from "@/lib/features/features";
import type { Page } from "@/lib/lists/pages";
import { namesInOrganization } from "./entity-names";
import { readAuditPage, type AuditFilters } from "./read-audit-page";
import { OF_MEMBERS, viewAuditEntry, type AuditEntryView } from "./view";

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
  const members = await userNames(
    db,
    items.map(({ userId }) => userId),
  );
  const keys = await apiKeyNames(db, distinct(items.map(({ apiKeyId }) => apiKeyId)));
  const nameOf = await namesInOrganization(db, items, { ...(await featureReaders()), api_key: apiKeyNames });
  return { items: items.map((row) => viewAuditEntry(row, { members, keys }, nameOf)), next_cursor };
}
