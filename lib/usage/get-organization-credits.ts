// The credits of one organization, for system admins.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { requireUuid } from "@/lib/access/require-uuid";
import { creditsView } from "@/lib/credits/summary";
import { OneOrganizationInput } from "./schemas";
import { Balance, toBalance } from "./view";

export const getOrganizationCredits = adminOperation({
  name: "admin.get-organization-credits",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: OneOrganizationInput,
  output: Balance,
  run: async ({ db }, { id }): Promise<Balance> => toBalance(await creditsView(db, requireUuid(id))),
});
