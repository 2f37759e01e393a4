import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { accepted } from "@/lib/web/auth-routes";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: jsonRoute(forgotPassword, accepted) });
