import { endSessionRoute } from "@/lib/web/auth-routes";
import { methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: endSessionRoute });
