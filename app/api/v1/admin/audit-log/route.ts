import { listAuditLog } from "@/lib/admin/list-audit-log";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listAuditLog, { summary: "List the audit log of all organizations" }),
});
