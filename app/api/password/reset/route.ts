import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: jsonRoute(resetPassword) });
