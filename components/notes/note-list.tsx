import { UserRound } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Time } from "@/components/ui/time";
import type { NoteListItem } from "@/lib/notes/view";

function Author({ note: { author, created_at, updated_at } }: { note: NoteListItem }) {
  return (
    <div className="flex items-center gap-2.5 text-xs text-muted sm:w-44">
      {author ? (
        <Avatar name={author.name} size="sm" />
      ) : (
        <span className="grid size-7 shrink-0 place-items-center rounded-full border border-border">
          <UserRound aria-hidden="true" className="size-4" />
        </span>
      )}
      <p className="flex min-w-0 flex-wrap gap-x-1.5 sm:grid">
        <bdi className="truncate text-text">{author?.name ?? "Former member"}</bdi>
        <span aria-hidden="true" className="sm:hidden">
          ·
        </span>
        <span>
          {created_at !== updated_at && "Changed "}
          <Time at={updated_at} relative show="day" />
        </span>
      </p>
    </div>
  );
}

/** Notes as rows that link to them. */
export function NoteList({ notes, slug }: { notes: NoteListItem[]; slug: string }) {
  return (
    <ul
      aria-label="Notes"
      className="grid grid-cols-1 divide-y divide-border overflow-clip rounded-card border border-border bg-raised"
    >
      {notes.map((note) => (
        <li
          key={note.id}
          className="relative grid grid-cols-1 gap-x-8 gap-y-2 px-4 py-3 transition-colors hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-5"
        >
          <div className="grid min-w-0 gap-0.5 text-sm">
            <h2 dir="auto" className="font-medium wrap-anywhere">
              <a
                href={`/org/${slug}/notes/${note.id}`}
                className="line-clamp-2 rounded-sm after:absolute after:inset-0 sm:line-clamp-1"
              >
                {note.title}
              </a>
            </h2>
            {note.excerpt !== "" && (
              <p dir="auto" className="line-clamp-2 wrap-anywhere text-muted sm:line-clamp-1">
                {note.excerpt}
              </p>
            )}
          </div>
          <Author note={note} />
        </li>
      ))}
    </ul>
  );
}
