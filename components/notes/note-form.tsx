import type { ReactNode } from "react";
import { EditorAids } from "@/components/forms/editor-aids";
import { Form } from "@/components/forms/form";
import { KeptField } from "@/components/forms/kept-field";
import { TextAreaField } from "@/components/forms/text-area-field";
import { TextField } from "@/components/forms/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import { MAX_CONTENT } from "@/lib/notes/lengths";
import type { NoteView } from "@/lib/notes/view";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { MarkdownHelp } from "./markdown-help";

export interface NoteFormProps {
  slug: string;
  action: FormAction;
  submitLabel: ReactNode;
  /** The note to change; without one, the form creates a note. */
  note?: NoteView;
}

function helpIn(slug: string, note: NoteView | undefined): Record<string, ReactNode> {
  const notes = `/org/${slug}/notes`;
  return {
    CONFLICT: (
      <p>
        Someone saved this note after you opened it. Your text is still here: copy what you need, then{" "}
        <TextLink href={`${notes}/${note?.id ?? ""}`} target="_blank" rel="noopener">
          open the saved version in a new tab
        </TextLink>
        .
      </p>
    ),
    QUOTA_EXCEEDED: (
      <p>
        This organization has reached its limit of notes. Your text is still here: delete a note{" "}
        <TextLink href={notes} target="_blank" rel="noopener">
          in a new tab
        </TextLink>
        , then try again.
      </p>
    ),
    NOT_FOUND: (
      <p>
        {note ? "The note was deleted in the meantime, or you" : "You"} no longer have access to this organization. Your text
        is still here: copy what you need.
      </p>
    ),
  };
}

/** Creates or changes a note. A refusal never loses the user's input. */
export function NoteForm({ slug, action, submitLabel, note }: NoteFormProps) {
  return (
    <div className="max-w-[48rem]">
      <Form action={action} errorHelp={helpIn(slug, note)}>
        <input type="hidden" name="org" value={slug} />
        {note && <input type="hidden" name="id" value={note.id} />}
        {note && <KeptField name="if_updated_at" value={note.updated_at} />}
        <TextField
          name="title"
          label="Title"
          required
          defaultValue={note?.title}
          autoComplete="off"
          dir="auto"
          className="font-medium"
        />
        <TextAreaField
          name="content"
          label="Text"
          hint={`Markdown, up to ${MAX_CONTENT.toLocaleString("en")} characters.`}
          defaultValue={note?.content}
          className="min-h-80 px-4 py-3 leading-6 md:text-base"
          dir="auto"
        />
        <MarkdownHelp />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{submitLabel}</SubmitButton>
          <LinkButton href={`/org/${slug}/notes${note ? `/${note.id}` : ""}`} variant="secondary">
            Cancel
          </LinkButton>
          <EditorAids />
        </div>
      </Form>
    </div>
  );
}
