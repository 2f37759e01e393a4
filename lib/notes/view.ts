// The fields of a note that leave the server: times as text, the author's id and name, and what the reader may do.
import "server-only";
import { Time } from "@/lib/access/schemas";
import { z } from "zod";
import type { OrganizationActor } from "@/lib/access/actor";
import { excerptOf } from "./excerpt";
import { mayChangeNote } from "./policy";

const NoteHead = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  /** Null after the author has left the organization, and for a note that an organization's API key created. */
  author: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  created_at: Time,
  updated_at: Time,
  /** Whether the reader may change and delete the note. */
  may_change: z.boolean(),
});
type NoteHead = z.output<typeof NoteHead>;

export const NoteListItem = NoteHead.extend({
  /** The beginning of the text, on one line and without Markdown. */
  excerpt: z.string(),
}).meta({ title: "NoteListItem" });
export type NoteListItem = z.output<typeof NoteListItem>;

export const NoteView = NoteHead.extend({
  content: z.string(),
}).meta({ title: "Note" });
export type NoteView = z.output<typeof NoteView>;

export interface NoteHeadRow {
  id: string;
  title: string;
  authorId: string | null;
  authorName: string | null;
  createdAt: Date;
  updatedAt: Date;
}

function headOf(actor: OrganizationActor, row: NoteHeadRow): NoteHead {
  return {
    id: row.id,
    title: row.title,
    author: row.authorId === null ? null : { id: row.authorId, name: row.authorName ?? "" },
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    may_change: mayChangeNote(actor, row.authorId),
  };
}

export function toListItem(actor: OrganizationActor, row: NoteHeadRow & { excerpt: string }): NoteListItem {
  return { ...headOf(actor, row), excerpt: excerptOf(row.excerpt) };
}

export function toView(actor: OrganizationActor, row: NoteHeadRow & { content: string }): NoteView {
  return { ...headOf(actor, row), content: row.content };
}

/** Removes the fields that only the audit log needs from an update's output. */
export const changedNote = { schema: NoteView, of: ({ note }: { note: NoteView }) => note };
