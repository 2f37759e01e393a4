import { metricsRoute } from "@/lib/web/metrics-route";
import { methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: metricsRoute });
