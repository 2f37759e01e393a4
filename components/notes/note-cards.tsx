import { LinkCards } from "@/components/ui/link-cards";
import type { NoteListItem } from "@/lib/notes/view";
import { NoteMeta } from "./note-meta";

/** Notes as cards that link to them. */
export function NoteCards({ notes, slug }: { notes: NoteListItem[]; slug: string }) {
  const cards = notes.map((note) => ({
    id: note.id,
    href: `/org/${slug}/notes/${note.id}`,
    title: note.title,
    text: note.excerpt,
    footer: <NoteMeta note={note} />,
  }));
  return <LinkCards label="Notes" cards={cards} />;
}
