import { Time } from "@/components/ui/time";
import type { NoteListItem, NoteView } from "@/lib/notes/view";

/** Who wrote it, and when it was last changed. */
export function NoteMeta({ note: { author, created_at, updated_at } }: { note: NoteListItem | NoteView }) {
  return (
    <>
      <bdi>{author?.name ?? "Former member"}</bdi> · {created_at === updated_at ? "written" : "changed"}{" "}
      <Time at={updated_at} relative />
    </>
  );
}
