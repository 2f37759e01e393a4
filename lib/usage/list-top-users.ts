// The members who used most credits in the last thirty days, for the organization's admins.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { credits } from "@/lib/credits/amounts";
import { pageOutput } from "@/lib/lists/page-output";
import type { Page } from "@/lib/lists/pages";
import { lastDays } from "./days";
import { findTopUsers } from "./queries";
import { UserOfUsage } from "./view";

const MOST = 10;

export const listTopUsers = orgOperation({
  name: "usage.list-top-users",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: NoInput,
  output: pageOutput(UserOfUsage),
  run: async ({ db, actor }): Promise<Page<UserOfUsage>> => {
    const rows = await findTopUsers(db, actor.organization.id, lastDays().first, MOST);
    const items = rows.map(({ user_id: id, user_name: name, ...row }) => ({
      user: id !== null && name !== null ? { id, name } : null,
      calls: Number(row.calls),
      credits: credits(row.credits),
    }));
    // The list is short on purpose and has no further page.
    return { items, next_cursor: null };
  },
});
