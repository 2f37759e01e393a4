import { Liveness, liveness } from "@/lib/health/liveness";
import { infoRoute } from "@/lib/web/adapters/info-route";
import { methods } from "@/lib/web/adapters/route";

const contract = { summary: "Check that the process is alive", answers: { 200: Liveness } };

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: infoRoute("health", contract, liveness) });
