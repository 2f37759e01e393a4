import { cancelEmailChange } from "@/lib/auth/email-change/cancel-email-change";
import { getEmailChange } from "@/lib/auth/email-change/get-email-change";
import { requestEmailChangeRoute } from "@/lib/web/entrances/auth-routes";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getEmailChange),
  POST: requestEmailChangeRoute,
  DELETE: jsonRoute(cancelEmailChange),
});
