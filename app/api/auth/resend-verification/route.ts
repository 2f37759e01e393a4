import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { accepted } from "@/lib/web/auth-routes";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: jsonRoute(resendVerification, accepted) });
