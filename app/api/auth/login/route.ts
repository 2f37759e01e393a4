import { signInRoute } from "@/lib/web/entrances/auth-routes";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: signInRoute });
