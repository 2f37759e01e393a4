import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { quietlyAccepted } from "@/lib/web/entrances/auth/quiet-answers";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(forgotPassword, { summary: "Request a link to reset a password", ...quietlyAccepted }),
});
