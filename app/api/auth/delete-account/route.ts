import { deleteAccount } from "@/lib/users/delete-account";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(deleteAccount, {
    summary: "Delete your account",
    refuses: ["CONFLICT", "LAST_SYSTEM_ADMIN", "LAST_ORG_ADMIN", "ORGANIZATION_SUSPENDED", "RECENT_PROOF_REQUIRED"],
  }),
});
