import { confirmPassword } from "@/lib/auth/sessions/confirm-password";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(confirmPassword, {
    summary: "Confirm your password, as recent proof of who you are",
    refuses: ["INVALID_CREDENTIALS"],
  }),
});
