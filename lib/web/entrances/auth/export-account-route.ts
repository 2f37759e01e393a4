// The account export, for API clients and for the plain form on the export page, which works without JavaScript.
import "server-only";
import { accountFile } from "@/lib/export/account-file";
import { exportAccount } from "@/lib/export/export-account";
import { jsonRoute } from "@/lib/web/adapters/route";

export const exportAccountRoute = jsonRoute(exportAccount, {
  summary: "Download your data",
  file: {
    types: ["application/json"],
    of: (summary, caller) => ({
      name: `account-export-${summary.exported_at.slice(0, 10)}.json`,
      type: "application/json; charset=utf-8",
      body: accountFile(caller, summary),
    }),
  },
  formOf: () => "/account/export",
});
