import { auditExportRoute } from "@/lib/web/organization-routes";
import { methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: auditExportRoute });
