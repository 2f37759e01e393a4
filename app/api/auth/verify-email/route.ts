import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(verifyEmail, {
    summary: "Verify an e-mail address",
    refuses: ["INVALID_LINK", "PASSWORD_REQUIRED", "INVALID_CREDENTIALS"],
  }),
});
