import { auditExportRoute } from "@/lib/web/entrances/organization-routes";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: auditExportRoute });
