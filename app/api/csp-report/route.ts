import { cspReportRoute } from "@/lib/web/csp-report-route";
import { methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: cspReportRoute });
