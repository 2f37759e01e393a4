import { confirmEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(confirmEmailChange, {
    summary: "Confirm a new e-mail address",
    refuses: ["INVALID_LINK", "PASSWORD_REQUIRED", "INVALID_CREDENTIALS"],
  }),
});
