import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: orgRoute(revokeApiKey, { summary: "Revoke an API key" }),
});
