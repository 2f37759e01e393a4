import { readiness } from "@/lib/health/readiness";
import { infoRoute } from "@/lib/web/adapters/info-route";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: infoRoute("readiness", readiness) });
