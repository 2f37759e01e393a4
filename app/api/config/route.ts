import { infoRoute } from "@/lib/web/adapters/info-route";
import { publicConfig } from "@/lib/web/pages/public-config";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: infoRoute("config", publicConfig) });
