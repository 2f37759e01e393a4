import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { rememberBrowser } from "@/lib/web/entrances/auth-routes";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(verifyEmail, { finish: rememberBrowser, link: "verification" }),
});
