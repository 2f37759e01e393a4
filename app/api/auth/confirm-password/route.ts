import { confirmPassword } from "@/lib/auth/sessions/confirm-password";
import { renewSession } from "@/lib/web/auth-routes";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(confirmPassword, { finish: renewSession }),
});
