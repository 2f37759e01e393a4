import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Time } from "@/components/ui/time";
import type { NoteView } from "@/lib/notes/view";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <dt className="text-xs text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who wrote a note, and when. */
export function NoteFacts({ note: { author, created_at, updated_at } }: { note: NoteView }) {
  return (
    <dl className="grid content-start gap-5 text-sm">
      <Fact name="Author">
        {author ? (
          <span className="flex items-center gap-2">
            <Avatar name={author.name} size="sm" />
            <bdi className="min-w-0 wrap-anywhere">{author.name}</bdi>
          </span>
        ) : (
          "Former member"
        )}
      </Fact>
      <Fact name="Written">
        <Time at={created_at} relative />
      </Fact>
      {created_at !== updated_at && (
        <Fact name="Last changed">
          <Time at={updated_at} relative />
        </Fact>
      )}
    </dl>
  );
}
