import { listAuditEntries } from "@/lib/audit/list-audit-entries";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listAuditEntries, { summary: "List the audit log of an organization" }),
});
