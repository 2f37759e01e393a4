import { deleteAccount } from "@/lib/users/delete-account";
import { clearSession } from "@/lib/web/auth-routes";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(deleteAccount, { finish: clearSession }),
});
