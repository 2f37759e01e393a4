import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(resetPassword, { summary: "Set a new password with a mailed link", refuses: ["INVALID_LINK"] }),
});
