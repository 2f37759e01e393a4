import { changePassword } from "@/lib/auth/password-change/change-password";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(changePassword, { summary: "Change your password", refuses: ["CONFLICT"] }),
});
