import { signOut } from "@/lib/auth/sessions/sign-out";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(signOut, { summary: "Sign out" }),
});
