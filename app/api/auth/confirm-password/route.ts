import { confirmPassword } from "@/lib/auth/sessions/confirm-password";
import { renewSession } from "@/lib/web/entrances/auth-routes";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(confirmPassword, { finish: renewSession }),
});
