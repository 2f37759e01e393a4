// What leaves the server of a note: times as text, the author's id and name, and what the reader may do.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { mayChangeNote } from "./policy";

interface NoteHead {
  id: string;
  title: string;
  /** Null once the author has left the organization. */
  author: { id: string; name: string } | null;
  created_at: string;
  updated_at: string;
  /** Whether the reader may change and delete it. */
  may_change: boolean;
}

export interface NoteListItem extends NoteHead {
  /** The beginning of the text, on one line. */
  excerpt: string;
}

export interface NoteView extends NoteHead {
  content: string;
}

export interface NoteHeadRow {
  id: string;
  title: string;
  authorId: string | null;
  authorName: string | null;
  createdAt: Date;
  updatedAt: Date;
}

function headOf(actor: MemberActor, row: NoteHeadRow): NoteHead {
  return {
    id: row.id,
    title: row.title,
    author: row.authorId === null ? null : { id: row.authorId, name: row.authorName ?? "" },
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    may_change: mayChangeNote(actor, row.authorId),
  };
}

export function toListItem(actor: MemberActor, row: NoteHeadRow & { excerpt: string }): NoteListItem {
  return { ...headOf(actor, row), excerpt: row.excerpt.replace(/\s+/gu, " ").trim() };
}

export function toView(actor: MemberActor, row: NoteHeadRow & { content: string }): NoteView {
  return { ...headOf(actor, row), content: row.content };
}

/** Leaves out of an update's answer what only the audit log needs. */
export function changedNote({ note }: { note: NoteView }): NoteView {
  return note;
}
