import { infoRoute } from "@/lib/web/adapters/info-route";
import { PublicConfig, publicConfig } from "@/lib/web/pages/public-config";
import { methods } from "@/lib/web/adapters/route";

const contract = { summary: "Get the configuration that clients may know", answers: { 200: PublicConfig } };

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: infoRoute("config", contract, publicConfig),
});
