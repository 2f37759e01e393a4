import { deleteAccount } from "@/lib/users/delete-account";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: jsonRoute(deleteAccount) });
