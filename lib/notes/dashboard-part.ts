// The notes on an organization's dashboard.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import type { DashboardItem, DashboardPart } from "@/lib/access/feature-spec";
import { hasHappened } from "@/lib/access/has-happened";
import type { TenantDb } from "@/lib/db/transaction";
import { NEW_NOTE } from "./new-note";
import { mayWriteNotes } from "./policy";
import { findNotes, notesPerWeek } from "./queries";
import { toListItem, type NoteListItem } from "./view";

const LATEST = 3;
const WEEKS = 12;

function toItem({ id, title, excerpt, author, created_at, updated_at }: NoteListItem): DashboardItem {
  return {
    id,
    path: `/notes/${id}`,
    title,
    text: excerpt,
    author: author?.name ?? null,
    createdAt: created_at,
    at: updated_at,
  };
}

async function creating(db: TenantDb, value: number): Promise<DashboardPart["create"]> {
  const firstStep = {
    title: "Write a note",
    text: "Something that everyone should know, such as where to find things.",
    isDone: value > 0 || (await hasHappened(db, "notes.create")),
  };
  return { ...NEW_NOTE, firstStep };
}

export async function notesOnDashboard(db: TenantDb, actor: MemberActor): Promise<DashboardPart> {
  const value = await db.note.count();
  const rows = await findNotes(db, { organizationId: actor.organization.id, search: "", after: undefined, limit: LATEST });
  const items = rows.map((row) => toItem(toListItem(actor, row)));
  return {
    count: { label: value === 1 ? "Note" : "Notes", value },
    create: mayWriteNotes(actor.role) ? await creating(db, value) : null,
    latest: { title: "Latest notes", all: "All notes", items },
    weekly: { title: "Notes per week", unit: "New notes", values: await notesPerWeek(db, actor.organization.id, WEEKS) },
  };
}
