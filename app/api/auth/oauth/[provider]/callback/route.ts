import { methods } from "@/lib/web/adapters/route";
import { oauthCallbackRoute } from "@/lib/web/entrances/auth/oauth-callback-route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: oauthCallbackRoute }, { head: false });
