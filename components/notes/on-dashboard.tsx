import { NotebookPen, Plus } from "lucide-react";
import { Count } from "@/components/dashboard/count";
import type { FirstStep } from "@/components/dashboard/first-steps";
import { LinkButton } from "@/components/ui/link-button";
import type { NoteListItem } from "@/lib/notes/view";
import { NoteCards } from "./note-cards";

/** How many there are, and the way there. */
export function NotesCount({ count, home }: { count: number; home: string }) {
  return (
    <Count
      label={count === 1 ? "Note" : "Notes"}
      value={count}
      href={`${home}/notes`}
      icon={<NotebookPen aria-hidden="true" />}
    />
  );
}

/** For who may write them. */
export function NewNote({ home }: { home: string }) {
  return (
    <LinkButton href={`${home}/notes/new`}>
      <Plus aria-hidden="true" className="size-4" />
      New note
    </LinkButton>
  );
}

/** What to begin with in a new organization, for who may write. */
export function writeFirstNote(home: string): FirstStep {
  return {
    title: "Write a note",
    text: "Something that everyone should know, such as where things are.",
    action: <LinkButton href={`${home}/notes/new`}>Write the first note</LinkButton>,
  };
}

/** What changed last. */
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
