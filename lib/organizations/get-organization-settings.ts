// The settings of an organization that its admins may change.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { getOrganizationRow } from "./queries";
import { OrganizationDetail, viewOrganization } from "./view";

export const getOrganizationSettings = orgOperation({
  name: "organizations.get-settings",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: NoInput,
  output: OrganizationDetail,
  run: async ({ db, actor }) => viewOrganization(await getOrganizationRow(db, actor), actor.role),
});
