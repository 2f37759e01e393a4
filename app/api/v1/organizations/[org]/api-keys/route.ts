import { createApiKey } from "@/lib/api-keys/create-api-key";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listApiKeys, { summary: "List API keys" }),
  POST: orgRoute(createApiKey, { summary: "Create an API key", refuses: ["QUOTA_EXCEEDED"], status: 201 }),
});
