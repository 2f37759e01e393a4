import { listAuditEntries } from "@/lib/audit/list-audit-entries";
import { methods, orgRoute } from "@/lib/web/route";
import { asIs } from "@/lib/web/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: orgRoute(listAuditEntries, { view: asIs }) });
