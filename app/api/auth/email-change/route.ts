import { cancelEmailChange } from "@/lib/auth/email-change/cancel-email-change";
import { getEmailChange } from "@/lib/auth/email-change/get-email-change";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { jsonRoute, methods } from "@/lib/web/adapters/route";
import { accepted } from "@/lib/web/entrances/auth/quiet-answers";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getEmailChange, { summary: "Get the pending change of your e-mail address" }),
  POST: jsonRoute(requestEmailChange, {
    summary: "Request a change of your e-mail address",
    refuses: ["CONFLICT"],
    ...accepted,
  }),
  DELETE: jsonRoute(cancelEmailChange, { summary: "Cancel the pending change of your e-mail address" }),
});
