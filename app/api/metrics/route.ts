import { metricsRoute } from "@/lib/web/entrances/api/metrics-route";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: metricsRoute });
