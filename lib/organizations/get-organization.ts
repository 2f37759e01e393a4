// The organization itself, for all of its members.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { getOrganizationRow } from "./queries";
import { OrganizationDetail, viewOrganization } from "./view";

export const getOrganization = orgOperation({
  name: "organizations.get",
  accepts: anyCredential,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  output: OrganizationDetail,
  run: async ({ db, actor }) => viewOrganization(await getOrganizationRow(db, actor), actor.role),
});
