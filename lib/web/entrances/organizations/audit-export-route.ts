// The audit log's export, for API clients and for the plain form on the audit log's page, which works without JavaScript.
import "server-only";
import { auditFile } from "@/lib/audit/audit-file";
import { exportAuditLog } from "@/lib/audit/export-audit-log";
import { orgRoute } from "@/lib/web/adapters/route";

export const auditExportRoute = orgRoute(exportAuditLog, {
  summary: "Download the audit log of an organization",
  file: { types: ["text/csv", "application/json"], of: auditFile },
  formOf: (slug) => `/org/${encodeURIComponent(slug)}/audit-log`,
});
