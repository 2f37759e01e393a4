"use client";

import { useEffect, useRef, type SyntheticEvent } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { ChoiceField } from "@/components/forms/choice-field";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { CopilotView } from "@/lib/copilot/schemas";
import { TONE_WORDS } from "@/lib/copilot/tones";
import type { NoteView } from "@/lib/notes/view";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { CopilotAnswer, type Icons, type Task } from "./copilot-answer";
import { countTokens } from "./count-tokens";
import { useCopilot, type Running } from "./use-copilot";

const TASKS = { improve: "Improve the text", summarize: "Summarize it" };
const ENDED = { complete: "Done.", cut: "Cut off at the limit.", stopped: "Stopped.", broken: "The answer broke off." };

export interface CopilotPanelProps {
  slug: string;
  note: NoteView;
  copilot: CopilotView;
  isAdmin: boolean;
  action: FormAction;
  apply: FormAction;
  icons: Icons;
}

const credits = (amount: number) => `${amount.toLocaleString("en")} ${amount === 1 ? "credit" : "credits"}`;
const taskIn = (value: FormDataEntryValue | null): Task => (value === "summarize" ? "summarize" : "improve");
const wordIn = (value: FormDataEntryValue | null) => (typeof value === "string" ? value : "");

function statusOf(running: Running, available: number | null): string {
  if (running.status === "writing") {
    const most = running.reserved === null ? "" : ` of at most ${credits(running.reserved)} in all`;
    return running.text === ""
      ? "Waiting for the first word…"
      : `Writing… about ${countTokens(running.text).toLocaleString("en")}${most}.`;
  }
  if (running.status !== "ended") return "";
  const used =
    running.used === null
      ? ""
      : ` ${credits(running.used)} used${available === null ? "." : `, ${available.toLocaleString("en")} left.`}`;
  const isEmpty = running.how === "complete" && running.text.trim() === "";
  return (isEmpty ? "The model wrote nothing." : ENDED[running.how]) + used;
}

/** Asks a model about a note, and shows its answer next to the note. Nothing changes until the user applies the answer. */
export function CopilotPanel({ slug, note, copilot, isAdmin, action, apply, icons }: CopilotPanelProps) {
  const path = `/api/v1/organizations/${slug}/notes/${note.id}/copilot` as const;
  const { running, available, ask, stop, discard } = useCopilot(path, copilot);
  const stopButton = useRef<HTMLButtonElement>(null);
  const result = useRef<HTMLDivElement>(null);
  const { status } = running;

  // The pressed button is gone, so the focus moves to what replaced it.
  useEffect(() => {
    if (status === "writing") stopButton.current?.focus();
    if (status === "ended") result.current?.focus();
  }, [status]);

  function onSubmit(event: SyntheticEvent<HTMLDivElement>): void {
    event.preventDefault();
    event.stopPropagation();
    const data = new FormData(event.target as HTMLFormElement);
    void ask(taskIn(data.get("task")), { instruction: wordIn(data.get("instruction")), tone: wordIn(data.get("tone")) });
  }

  const answer = { slug, note, apply, icons };
  return (
    <div className="grid gap-5">
      <div onSubmitCapture={onSubmit} hidden={status === "writing" || status === "ended"}>
        <ActionForm
          action={action}
          {...icons}
          errorHelp={{ QUOTA_EXCEEDED: <UsedUp slug={slug} isAdmin={isAdmin} /> }}
          frame={({ notices, form, state }) => (
            <div className="grid gap-5">
              {notices}
              {form}
              {state.text !== undefined && (
                <CopilotAnswer
                  {...answer}
                  text={state.text}
                  ending={state.isCut ? "cut" : "complete"}
                  task={taskIn(state.values?.task ?? null)}
                />
              )}
            </div>
          )}
        >
          <input type="hidden" name="org" value={slug} />
          <input type="hidden" name="id" value={note.id} />
          <ChoiceField name="task" label="Task" options={TASKS} defaultValue="improve" />
          <ChoiceField name="tone" label="Tone" options={TONE_WORDS} defaultValue="unchanged" />
          <TextField name="instruction" label="Instruction (optional)" autoComplete="off" dir="auto" />
          <p className="text-sm text-muted">
            Uses up to {credits(copilot.estimates.improve)} to improve and {credits(copilot.estimates.summarize)} to
            summarize.
            {available !== null && ` ${available.toLocaleString("en")} left.`}
          </p>
          <SubmitButton>Ask</SubmitButton>
        </ActionForm>
      </div>
      {status === "refused" && (
        <div role="alert" className="grid gap-1 text-sm">
          <p className="font-medium text-danger">{running.message}</p>
          {running.code === "QUOTA_EXCEEDED" && <UsedUp slug={slug} isAdmin={isAdmin} />}
        </div>
      )}
      <p aria-live="polite" className="text-sm text-muted tabular-nums empty:hidden">
        {statusOf(running, available)}
      </p>
      {status === "writing" && (
        <>
          <p
            dir="auto"
            className="max-h-96 overflow-y-auto rounded-control bg-sunken p-4 text-sm wrap-anywhere whitespace-pre-wrap empty:hidden"
          >
            {running.text}
          </p>
          <Button ref={stopButton} variant="secondary" onClick={stop}>
            Stop
          </Button>
        </>
      )}
      {status === "ended" && (
        <div ref={result} tabIndex={-1} className="grid gap-4">
          <CopilotAnswer {...answer} text={running.text} ending={running.how} task={running.task} onDiscard={discard} />
        </div>
      )}
    </div>
  );
}

/** The way on when the credits do not suffice. */
export function UsedUp({ slug, isAdmin }: { slug: string; isAdmin: boolean }) {
  if (!isAdmin) return <p>This organization has too few AI credits left. Ask one of its admins for more.</p>;
  return (
    <p>
      This organization has too few AI credits left.{" "}
      <TextLink href={`/org/${slug}/billing`}>Buy credits or change the plan</TextLink>, or{" "}
      <TextLink href={`/org/${slug}/usage`}>see the usage</TextLink>.
    </p>
  );
}
