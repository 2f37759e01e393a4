import { devMailboxRoute } from "@/lib/web/entrances/api/dev-mailbox-route";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: devMailboxRoute });
