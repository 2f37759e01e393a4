import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { rememberBrowser } from "@/lib/web/auth-routes";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: jsonRoute(resetPassword, { finish: rememberBrowser, link: "passwordReset" }) });
