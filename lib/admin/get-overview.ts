// Totals, and the counts of the last thirty days by UTC day. Identifies no user and no organization.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { Attention, readAttention } from "./attention";
import { countActiveUsers, countAll, countOrganizations, countSignUps, DayCount, Totals } from "./overview-queries";

const DAYS = 30;
const DAY_MS = 86_400_000;

export const Overview = z
  .strictObject({
    totals: Totals,
    attention: Attention,
    /** Existing accounts by the day they were created. */
    sign_ups: z.array(DayCount),
    /** Users who signed in or changed something on that day, according to the audit log. */
    active_users: z.array(DayCount),
    /** Existing organizations, at the end of each day. */
    organizations: z.array(DayCount),
  })
  .meta({ title: "ConsoleOverview" });
export type Overview = z.output<typeof Overview>;

export const getOverview = adminOperation({
  name: "admin.get-overview",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: Overview,
  run: async ({ db }): Promise<Overview> => {
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const days = { first: new Date(today - (DAYS - 1) * DAY_MS), last: new Date(today) };
    return {
      totals: await countAll(db),
      attention: await readAttention(db),
      sign_ups: await countSignUps(db, days),
      active_users: await countActiveUsers(db, days),
      organizations: await countOrganizations(db, days),
    };
  },
});
