// Exports an organization's audit log and records who exported it. An export contains at most the newest EXPORT_MOST entries
// and says whether there are more.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { orgOperation } from "@/lib/access/operation";
import type { Prisma } from "@/lib/db/generated/client";
import { limits } from "@/lib/rate-limit/limits";
import type { AuditFilters } from "./read-audit-page";
import { readOrganizationLog } from "./read-organization-log";
import { EXPORT_MOST, ExportAuditLogInput } from "./schemas";

function recordable(filters: AuditFilters): Prisma.InputJsonObject {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]));
}

export const exportAuditLog = orgOperation({
  name: "audit.export",
  accepts: sessionOnly,
  effect: "write",
  recent: "session",
  minRole: "org_admin",
  limit: [{ limit: limits.auditExportPerUser, key: (_input, { actor }) => actor.user.id }],
  input: ExportAuditLogInput,
  lock: "KEY SHARE",
  run: async ({ db, actor }, { format, ...filters }) => {
    const { items, next_cursor } = await readOrganizationLog(db, filters, { limit: EXPORT_MOST });
    return {
      organization: actor.organization.slug,
      format,
      exportedAt: new Date(),
      isComplete: next_cursor === null,
      items,
    };
  },
  audit: ({ input: { format, ...filters }, output }) => ({
    entityType: "audit_log",
    after: {
      format,
      entries: output.items.length,
      complete: output.isComplete,
      filters: recordable(filters),
    },
  }),
});
