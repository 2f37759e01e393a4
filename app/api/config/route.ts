import { infoRoute } from "@/lib/web/info-route";
import { publicConfig } from "@/lib/web/public-config";
import { methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: infoRoute("config", publicConfig) });
