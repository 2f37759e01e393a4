import { auditExportRoute } from "@/lib/web/entrances/organizations/audit-export-route";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: auditExportRoute });
