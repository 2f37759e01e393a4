// The invitations of an organization, newest first, one page at a time.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { pageOutput } from "@/lib/lists/page-output";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { createdBefore, pageOf, timeCursor, type Page } from "@/lib/lists/pages";
import { COLUMNS } from "./queries";
import { ListInvitationsInput } from "./schemas";
import { InvitationView, viewInvitation } from "./view";

export const listInvitations = orgOperation({
  name: "invitations.list",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: ListInvitationsInput,
  output: pageOutput(InvitationView),
  run: async ({ db }, { limit, cursor }): Promise<Page<InvitationView>> => {
    const rows = await db.invitation.findMany({
      where: createdBefore(cursor),
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      select: COLUMNS,
    });
    const now = new Date();
    return pageOf(
      rows,
      limit,
      ({ createdAt, id }) => timeCursor(createdAt, id),
      (row) => viewInvitation(row, now),
    );
  },
});
