import { exportAccountRoute } from "@/lib/web/entrances/auth/export-account-route";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: exportAccountRoute });
