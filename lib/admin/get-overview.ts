// Totals, and the counts of the last thirty days by UTC day. Numbers only.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import {
  countActiveUsers,
  countAll,
  countOrganizations,
  countSignUps,
  type DayCount,
  type Totals,
} from "./overview-queries";

const DAYS = 30;
const DAY_MS = 86_400_000;

export interface Overview {
  totals: Totals;
  /** Existing accounts by the day they were created. */
  sign_ups: DayCount[];
  /** People who signed in or changed something on that day, by the audit log. */
  active_users: DayCount[];
  /** Existing organizations, at the end of each day. */
  organizations: DayCount[];
}

export const getOverview = adminOperation({
  name: "admin.get-overview",
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }): Promise<Overview> => {
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const days = { first: new Date(today - (DAYS - 1) * DAY_MS), last: new Date(today) };
    return {
      totals: await countAll(db),
      sign_ups: await countSignUps(db, days),
      active_users: await countActiveUsers(db, days),
      organizations: await countOrganizations(db, days),
    };
  },
});
