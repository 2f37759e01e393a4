import type { NoteListItem } from "@/lib/notes/view";
import { NoteMeta } from "./note-meta";

export interface NoteCardsProps {
  notes: NoteListItem[];
  slug: string;
  headingLevel?: 2 | 3;
}

/** Notes as cards that are links as a whole, named by their titles. */
export function NoteCards({ notes, slug, headingLevel = 2 }: NoteCardsProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <ul aria-label="Notes" className="grid gap-4 sm:grid-cols-2">
      {notes.map((note) => (
        <li
          key={note.id}
          className="relative flex min-w-0 flex-col gap-1.5 rounded-card border border-border bg-raised p-5 transition-colors hover:border-control"
        >
          <Heading dir="auto" className="font-semibold wrap-anywhere">
            <a
              href={`/org/${slug}/notes/${note.id}`}
              className="line-clamp-2 rounded-card after:absolute after:inset-0 after:rounded-card"
            >
              {note.title}
            </a>
          </Heading>
          {note.excerpt !== "" && (
            <p dir="auto" className="line-clamp-2 text-sm wrap-anywhere text-muted">
              {note.excerpt}
            </p>
          )}
          <p className="mt-auto pt-2 text-xs text-muted">
            <NoteMeta note={note} />
          </p>
        </li>
      ))}
    </ul>
  );
}
