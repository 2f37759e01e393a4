import { liveness } from "@/lib/health/liveness";
import { infoRoute } from "@/lib/web/info-route";
import { methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: infoRoute("health", liveness) });
