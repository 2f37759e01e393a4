// An organization's audit log, for its admins, newest first.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { AuditEntryView } from "./view";
import { pageOutput } from "@/lib/lists/page-output";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { readOrganizationLog } from "./read-organization-log";
import { ListAuditEntriesInput } from "./schemas";

export const listAuditEntries = orgOperation({
  name: "audit.list",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: ListAuditEntriesInput,
  output: pageOutput(AuditEntryView),
  run: ({ db }, { limit, cursor, ...filters }) => readOrganizationLog(db, filters, { limit, cursor }),
});
