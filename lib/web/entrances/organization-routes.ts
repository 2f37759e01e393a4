// The routes of organizations that answer with more than a view.
import "server-only";
import { auditFile } from "@/lib/audit/audit-file";
import { exportAuditLog } from "@/lib/audit/export-audit-log";
import { orgRoute } from "@/lib/web/adapters/route";

/** Takes JSON, and the form of the log's own page, which works without script. */
export const auditExportRoute = orgRoute(exportAuditLog, {
  file: auditFile,
  formOf: (slug) => `/org/${encodeURIComponent(slug)}/audit-log`,
});
