import { LinkButton } from "@/components/ui/link-button";
import type { NoteListItem } from "@/lib/notes/view";
import { NoteCards } from "./note-cards";

/** For the dashboard: what changed last. */
export function LatestNotes({ notes, slug }: { notes: NoteListItem[]; slug: string }) {
  return (
    <section className="grid gap-4">
      <div className="flex items-center justify-between gap-4">
        <h2 className="text-lg font-semibold">Latest notes</h2>
        <LinkButton href={`/org/${slug}/notes`} variant="ghost" size="sm" className="-mr-3">
          All notes
        </LinkButton>
      </div>
      <NoteCards notes={notes} slug={slug} headingLevel={3} />
    </section>
  );
}
