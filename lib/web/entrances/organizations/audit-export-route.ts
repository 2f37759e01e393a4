// The export of an organization's audit log, for JSON and for the plain form on its page, which works without JavaScript.
import "server-only";
import { auditFile } from "@/lib/audit/audit-file";
import { exportAuditLog } from "@/lib/audit/export-audit-log";
import { orgRoute } from "@/lib/web/adapters/route";

export const auditExportRoute = orgRoute(exportAuditLog, {
  file: auditFile,
  formOf: (slug) => `/org/${encodeURIComponent(slug)}/audit-log`,
});
