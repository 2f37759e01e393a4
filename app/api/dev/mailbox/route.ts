import { devMailboxRoute } from "@/lib/web/dev-mailbox-route";
import { methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: devMailboxRoute });
