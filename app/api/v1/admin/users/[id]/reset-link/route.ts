import { sendResetLink } from "@/lib/admin/send-reset-link";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(sendResetLink, { summary: "Mail a user a link to reset their password", refuses: ["CONFLICT"] }),
});
