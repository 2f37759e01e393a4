// How the product is doing: what there is, and what the last thirty days brought, in days of UTC. Numbers only.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
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
  /** Accounts that exist, by the day they were made. */
  sign_ups: DayCount[];
  /** People who signed in or changed something that day, as the audit log has it. */
  active_users: DayCount[];
  /** Organizations that exist, and did at the end of that day. */
  organizations: DayCount[];
}

export const getOverview = adminOperation({
  name: "admin.get-overview",
  effect: "read",
  limit: inherit,
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
