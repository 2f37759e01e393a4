import { Form } from "@/components/forms/form";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { SubmitButton } from "@/components/ui/submit-button";
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
    <Card tone="danger" title="Delete this note" description="This is immediate and permanent, for everyone.">
      <div>
        <Confirm
          id="delete-note"
          trigger="Delete…"
          title={
            <span className="wrap-anywhere">
              Delete “<bdi>{note.title}</bdi>”?
            </span>
          }
          form={
            <Form action={action}>
              <input type="hidden" name="org" value={slug} />
              <input type="hidden" name="id" value={note.id} />
              <SubmitButton variant="danger">Delete note</SubmitButton>
            </Form>
          }
        >
          This is immediate and permanent, for everyone.
        </Confirm>
      </div>
    </Card>
  );
}
