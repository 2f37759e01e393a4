import { Markdown } from "@/components/ui/markdown";

/** The rendered text of a note. */
export function NoteText({ content }: { content: string }) {
  return (
    <article aria-label="Text" className="rounded-card border border-border bg-raised p-6 sm:p-10">
      {content.trim() === "" ? (
        <p className="text-muted">This note has a title and no text.</p>
      ) : (
        <Markdown text={content} />
      )}
    </article>
  );
}
