import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { quietlyAccepted } from "@/lib/web/entrances/auth/quiet-answers";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(resendVerification, { summary: "Send the verification e-mail again", ...quietlyAccepted }),
});
