import { methods } from "@/lib/web/adapters/route";
import { improveRoute } from "@/lib/web/entrances/notes/copilot-route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: improveRoute });
