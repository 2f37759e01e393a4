import { ConfirmForm } from "@/components/forms/confirm-form";
import { Card } from "@/components/ui/card";
import type { NoteView } from "@/lib/notes/view";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface DeleteNoteProps {
  slug: string;
  note: NoteView;
  action: FormAction;
}

/** Asks for confirmation and names the note. */
export function DeleteNote({ slug, note, action }: DeleteNoteProps) {
  return (
    <Card
      title="Delete this note"
      description="This is immediate and permanent, for everyone."
      action={
        <ConfirmForm
          action={action}
          tone="danger"
          trigger="Delete…"
          title={
            <>
              Delete “<bdi>{note.title}</bdi>”?
            </>
          }
          description="This is immediate and permanent, for everyone."
          submit="Delete note"
        >
          <input type="hidden" name="org" value={slug} />
          <input type="hidden" name="id" value={note.id} />
        </ConfirmForm>
      }
    />
  );
}
