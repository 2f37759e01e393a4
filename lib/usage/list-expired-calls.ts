// The calls that nobody settled, in all organizations: the process died, or the database was unavailable for too long. Their
// reservations hold nothing any more. A call that is settled late leaves the list.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { credits } from "@/lib/credits/amounts";
import { pageOutput } from "@/lib/lists/page-output";
import { pageOf, readTimeCursor, timeCursor, type Page } from "@/lib/lists/pages";
import { findExpiredCalls } from "./fleet-queries";
import { ExpiredCall } from "./fleet-view";
import { ListCallsInput } from "./schemas";

export const listExpiredCalls = adminOperation({
  name: "admin.list-expired-calls",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: ListCallsInput,
  output: pageOutput(ExpiredCall),
  run: async ({ db }, { limit, cursor }): Promise<Page<ExpiredCall>> => {
    const rows = await findExpiredCalls(db, readTimeCursor(cursor), limit + 1);
    return pageOf(
      rows,
      limit,
      ({ expires_at, id }) => timeCursor(expires_at, id),
      (row) => ({
        id: row.id,
        organization: { id: row.organization_id, name: row.organization_name },
        operation: row.operation,
        model: row.model,
        reserved: credits(row.reserved),
        is_released: row.is_released,
        created_at: row.created_at.toISOString(),
        expires_at: row.expires_at.toISOString(),
      }),
    );
  },
});
