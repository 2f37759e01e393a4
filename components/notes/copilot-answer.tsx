import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { ActionForm, type ActionFormProps } from "@/components/forms/action-form";
import type { NoteView } from "@/lib/notes/view";
import type { FormAction } from "@/lib/web/adapters/form-state";

export type Task = "improve" | "summarize";
export type Icons = Pick<ActionFormProps, "errorIcon" | "doneIcon" | "infoIcon">;

export interface CopilotAnswerProps {
  text: string;
  task: Task;
  slug: string;
  note: NoteView;
  apply: FormAction;
  icons: Icons;
  /** Absent without JavaScript, where opening the page again discards the answer. */
  onDiscard?: () => void;
}

/** The model's text, shown as text, with the buttons that decide what becomes of it. */
export function CopilotAnswer({ text, task, slug, note, apply, icons, onDiscard }: CopilotAnswerProps) {
  const content = task === "summarize" ? `${text}\n\n${note.content}` : text;
  return (
    <div className="grid gap-4">
      <p
        dir="auto"
        className="max-h-96 overflow-y-auto rounded-control bg-sunken p-4 text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </p>
      {note.may_change && text.trim() !== "" && (
        <ActionForm
          action={apply}
          {...icons}
          errorHelp={{ CONFLICT: <p>Someone saved this note in the meantime. Open it again to see the new text.</p> }}
        >
          <input type="hidden" name="org" value={slug} />
          <input type="hidden" name="id" value={note.id} />
          <input type="hidden" name="title" value={note.title} />
          <input type="hidden" name="content" value={content} />
          <input type="hidden" name="if_updated_at" value={note.updated_at} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{task === "summarize" ? "Insert above the text" : "Replace the text"}</SubmitButton>
            {onDiscard && (
              <Button variant="secondary" onClick={onDiscard}>
                Discard
              </Button>
            )}
          </div>
        </ActionForm>
      )}
      {!note.may_change && <p className="text-sm text-muted">Only the note’s author or an admin can apply this text.</p>}
    </div>
  );
}
