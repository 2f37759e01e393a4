// The notes on an organization's dashboard.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import type { DashboardItem, DashboardPart } from "@/lib/access/feature-spec";
import type { TenantDb } from "@/lib/db/transaction";
import { mayWriteNotes } from "./policy";
import { findNotes } from "./queries";
import { toListItem, type NoteListItem } from "./view";

const LATEST = 4;

const CREATE = {
  label: "New note",
  path: "/notes/new",
  firstStep: {
    title: "Write a note",
    text: "Something that everyone should know, such as where documents are kept.",
    label: "Write the first note",
  },
};

function toItem({ id, title, excerpt, author, created_at, updated_at }: NoteListItem): DashboardItem {
  return {
    id,
    path: `/notes/${id}`,
    title,
    text: excerpt,
    author: author?.name ?? null,
    event: created_at === updated_at ? "written" : "changed",
    at: updated_at,
  };
}

export async function notesOnDashboard(db: TenantDb, actor: MemberActor): Promise<DashboardPart> {
  const value = await db.note.count();
  const rows = await findNotes(db, { organizationId: actor.organization.id, search: "", after: undefined, limit: LATEST });
  return {
    count: { label: value === 1 ? "Note" : "Notes", value },
    create: mayWriteNotes(actor.role) ? CREATE : null,
    latest: { title: "Latest notes", all: "All notes", items: rows.map((row) => toItem(toListItem(actor, row))) },
  };
}
