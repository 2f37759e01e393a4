// The invitations of an organization, the newest first, a page at a time.
import "server-only";
import { z } from "zod";
import { inherit } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { COLUMNS } from "./queries";
import { ListInvitationsInput } from "./schemas";
import { viewInvitation, type InvitationRow, type InvitationView } from "./view";

const Position = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where the next page begins, also when the row it is named for is gone by then. */
function cursorAt({ createdAt, id }: InvitationRow): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString("base64url");
}

function positionOf(cursor: string): { createdAt: Date; id: string } {
  const { data } = Position.safeParse(Buffer.from(cursor, "base64url").toString().split(" "));
  if (!data) throw new AppError("MALFORMED_REQUEST");
  return { createdAt: new Date(data[0]), id: data[1] };
}

export const listInvitations = orgOperation({
  name: "invitations.list",
  effect: "read",
  minRole: "org_admin",
  limit: inherit,
  input: ListInvitationsInput,
  run: async ({ db }, { limit, cursor }): Promise<{ items: InvitationView[]; next_cursor: string | null }> => {
    const after = cursor === undefined ? null : positionOf(cursor);
    const rows = await db.invitation.findMany({
      where: after ? { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] } : {},
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      select: COLUMNS,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const now = new Date();
    return { items: page.map((row) => viewInvitation(row, now)), next_cursor: rows.length > limit && last ? cursorAt(last) : null };
  },
});
