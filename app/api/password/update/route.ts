import { changePassword } from "@/lib/auth/password-change/change-password";
import { renewSession } from "@/lib/web/auth-routes";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(changePassword, { finish: renewSession }),
});
