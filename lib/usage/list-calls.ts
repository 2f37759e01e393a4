// The calls of an organization, newest first, one page at a time. Only admins see who else made a call; a member recognizes
// their own.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { userIdOf } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { roleAtLeast } from "@/lib/access/roles";
import { credits } from "@/lib/credits/amounts";
import { pageOutput } from "@/lib/lists/page-output";
import { pageOf, readTimeCursor, timeCursor, type Page } from "@/lib/lists/pages";
import { findCalls, type CallRow } from "./queries";
import { ListCallsInput } from "./schemas";
import { UsageCall } from "./view";

/** @param shown whether the reader may see the user with the id */
function toCall(row: CallRow, shown: (userId: string) => boolean): UsageCall {
  const { user_id: id, user_name: name } = row;
  return {
    id: row.id,
    operation: row.operation,
    model: row.model,
    status: row.status,
    user: id !== null && name !== null && shown(id) ? { id, name } : null,
    input_tokens: credits(row.input_tokens),
    output_tokens: credits(row.output_tokens),
    credits: {
      allotment: credits(row.spent_allotment),
      purchased: credits(row.spent_purchased),
      overage: credits(row.spent_overage),
    },
    reserved: credits(row.reserved),
    created_at: row.created_at.toISOString(),
    settled_at: row.settled_at?.toISOString() ?? null,
  };
}

export const listCalls = orgOperation({
  name: "usage.list-calls",
  accepts: anyCredential,
  effect: "read",
  minRole: "member",
  limit: generalLimitOnly,
  input: ListCallsInput,
  output: pageOutput(UsageCall),
  run: async ({ db, actor }, { limit, cursor }): Promise<Page<UsageCall>> => {
    const isAdmin = roleAtLeast(actor.role, "org_admin");
    const reader = userIdOf(actor);
    const rows = await findCalls(db, {
      organizationId: actor.organization.id,
      after: readTimeCursor(cursor),
      limit: limit + 1,
    });
    return pageOf(
      rows,
      limit,
      ({ created_at, id }) => timeCursor(created_at, id),
      (row) => toCall(row, (id) => isAdmin || id === reader),
    );
  },
});
