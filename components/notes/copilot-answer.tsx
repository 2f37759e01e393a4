import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { ActionForm, type ActionFormProps } from "@/components/forms/action-form";
import type { NoteView } from "@/lib/notes/view";
import type { FormAction } from "@/lib/web/adapters/form-state";

export type Task = "improve" | "summarize";
export type Icons = Pick<ActionFormProps, "errorIcon" | "doneIcon" | "infoIcon">;

/** How an answer ended. `cut`: at the largest output, before it had said everything. */
export type Ending = "complete" | "cut" | "stopped" | "broken";

export interface CopilotAnswerProps {
  text: string;
  ending: Ending;
  task: Task;
  slug: string;
  note: NoteView;
  apply: FormAction;
  icons: Icons;
  /** Absent without JavaScript, where opening the page again discards the answer. */
  onDiscard?: () => void;
}

const WHY_INCOMPLETE = {
  cut: "The answer was cut off at the limit for its length.",
  stopped: "You stopped the answer.",
  broken: "The answer broke off.",
};

/**
 * The model's text, shown as text, with the buttons that decide what becomes of it. A text that lacks its end cannot be applied,
 * because it would replace the end of the note, too.
 */
export function CopilotAnswer({ text, ending, task, slug, note, apply, icons, onDiscard }: CopilotAnswerProps) {
  const content = task === "summarize" ? `${text}\n\n${note.content}` : text;
  const hasText = text.trim() !== "";
  const discard = onDiscard && (
    <Button variant="secondary" onClick={onDiscard}>
      Discard
    </Button>
  );
  return (
    <div className="grid gap-4">
      <p
        dir="auto"
        className="max-h-96 overflow-y-auto rounded-control bg-sunken p-4 text-sm wrap-anywhere whitespace-pre-wrap empty:hidden"
      >
        {hasText ? text : ""}
      </p>
      {hasText && ending !== "complete" && (
        <p className="text-sm text-muted">{WHY_INCOMPLETE[ending]} This text is incomplete and cannot be applied.</p>
      )}
      {hasText && ending === "complete" && !note.may_change && (
        <p className="text-sm text-muted">Only the note’s author or an admin can apply this text.</p>
      )}
      {hasText && ending === "complete" && note.may_change ? (
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
            {discard}
          </div>
        </ActionForm>
      ) : (
        discard
      )}
    </div>
  );
}
