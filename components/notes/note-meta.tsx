import { Time } from "@/components/ui/time";
import type { NoteListItem, NoteView } from "@/lib/notes/view";

/** The author, and the time of the last change. */
export function NoteMeta({ note: { author, created_at, updated_at } }: { note: NoteListItem | NoteView }) {
  return (
    <>
      <bdi>{author?.name ?? "Former member"}</bdi> · {created_at === updated_at ? "written" : "changed"}{" "}
      <Time at={updated_at} relative />
    </>
  );
}
