import { cspReportRoute } from "@/lib/web/entrances/api/csp-report-route";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: cspReportRoute });
