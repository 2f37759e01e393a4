import { methods } from "@/lib/web/adapters/route";
import { openapiRoute } from "@/lib/web/entrances/api/openapi-route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: openapiRoute });
