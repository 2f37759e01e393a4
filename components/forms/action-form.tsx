"use client";

import { useActionState, useCallback, useEffect, useId, useMemo, useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { idleForm, type FormAction, type FormState } from "@/lib/web/adapters/form-state";
import { keepDraft, takeDraft } from "./draft";
import { ErrorSummary } from "./error-summary";
import { FormContext } from "./form-context";
import { FormNotice } from "./form-notice";
import { reachAction } from "./reach-action";
import { disableBubbles, useFieldErrors } from "./use-field-errors";
import { useViewer, ViewerField } from "./viewer";

export interface FormParts {
  formId: string;
  state: FormState;
  /** Messages about the form: the initial notice, the result, the errors, or that a draft was restored. */
  notices: ReactNode;
  form: ReactNode;
  /** Whether the page shows the response to the form. */
  isAnswered: boolean;
  isRestored: boolean;
}

export interface ActionFormProps {
  action: FormAction;
  children?: ReactNode;
  className?: string;
  /** Help shown with an error message, by its code. */
  errorHelp?: Record<string, ReactNode>;
  /** Shown until the form has a result to report. */
  notice?: ReactNode;
  /** Collapses the form behind this label. */
  disclosure?: ReactNode;
  /** Lays out the form and its notices; by default, one below the other in the page. */
  frame?: (parts: FormParts) => ReactNode;
  errorIcon: ReactNode;
  doneIcon: ReactNode;
  infoIcon: ReactNode;
}

/** Wraps the action only in the browser: in server-rendered HTML, a wrapped action would not work without JavaScript. */
const isBrowser = typeof window !== "undefined";

/** Errors that are resolved only by reloading the page. */
const STALE = new Set(["PAGE_UPDATED", "SIGNED_IN_AS_ANOTHER"]);

/** A form that works as a plain POST. With JavaScript, the page stays open and the focus moves to the problem. */
export function ActionForm(props: ActionFormProps) {
  const { action, children, className, errorHelp, notice, frame: arrange = inPage } = props;
  const { disclosure, errorIcon, doneIcon, infoIcon } = props;
  const viewer = useViewer();
  const frame = useRef<HTMLDivElement>(null);
  const formId = useId();
  const send = isBrowser ? reachAction(action, { formId, viewer }) : action;
  const [sent, formAction] = useActionState(send, idleForm);
  const [draft, fillIn] = useDraft(viewer);
  const state = useMemo(() => (sent.status === "idle" && draft ? { ...sent, values: draft } : sent), [sent, draft]);
  const { fields, unsent, onSubmit, onInput } = useFieldErrors(sent);
  const context = useMemo(() => ({ formId, state: { ...state, fields } }), [formId, state, fields]);
  const { status, code, message } = state;
  const isRestored = status === "idle" && draft !== null;
  const failed = unsent ? summaryOf(unsent) : status === "error" && state;

  useEffect(() => {
    if (status === "idle" && !isRestored) return;
    const invalid = frame.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    (invalid ?? frame.current?.querySelector<HTMLElement>("[data-summary]"))?.focus();
  }, [sent, status, isRestored]);

  const help =
    code !== undefined && STALE.has(code) ? <Reload onClick={() => reload(formId, viewer)} /> : errorHelp?.[code ?? ""];
  const form = (
    <form action={formAction} id={formId} ref={fillIn} onSubmit={onSubmit} onInput={onInput} className="grid gap-5">
      <ViewerField />
      {children}
    </form>
  );
  const notices = (
    <>
      {status === "idle" && !isRestored && notice}
      {failed && <ErrorSummary formId={formId} state={failed} help={!unsent && help} icon={errorIcon} />}
      {status === "done" && message && (
        <FormNotice tone="success" icon={doneIcon}>
          {message}
        </FormNotice>
      )}
      {isRestored && (
        <FormNotice tone="info" icon={infoIcon}>
          We restored what you typed. It has not been sent yet.
        </FormNotice>
      )}
    </>
  );
  const parts = { formId, state, notices, form, isAnswered: status !== "idle", isRestored };
  return (
    <FormContext value={context}>
      <div ref={frame} className={arrange === inPage ? cx("grid gap-5", className) : undefined}>
        {arrange(parts, disclosure)}
      </div>
    </FormContext>
  );
}

function inPage({ notices, form, isAnswered, isRestored }: FormParts, disclosure?: ReactNode): ReactNode {
  return (
    <>
      {notices}
      {disclosure ? (
        <details open={isAnswered || isRestored}>
          <summary className="disclosure text-sm font-medium">{disclosure}</summary>
          <div className="pt-5">{form}</div>
        </details>
      ) : (
        form
      )}
    </>
  );
}

/** Lists the fields in which the browser found errors. One needs no summary, because it has the focus. */
function summaryOf(labels: Record<string, string>): FormState | false {
  if (Object.keys(labels).length === 1) return false;
  return { status: "error", message: "Please check the highlighted fields.", fields: labels };
}

/** Restores the form's saved draft as soon as the form is mounted. */
function useDraft(
  viewer: string | null,
): [draft: Record<string, string> | null, fillIn: (form: HTMLFormElement | null) => void] {
  const [draft, setDraft] = useState<Record<string, string> | null>(null);
  const fillIn = useCallback(
    (form: HTMLFormElement | null) => {
      disableBubbles(form);
      const kept = form && takeDraft(form, viewer);
      if (kept) setDraft(kept);
    },
    [viewer],
  );
  return [draft, fillIn];
}

function Reload({ onClick }: { onClick: () => void }) {
  return (
    <div className="hidden scripted:block">
      <Button variant="secondary" size="sm" onClick={onClick}>
        Reload this page
      </Button>
    </div>
  );
}

/** Navigates to the page's URL, because reloading the response to a form would submit the form again. */
function reload(formId: string, viewer: string | null): void {
  keepDraft(formId, viewer);
  location.replace(location.pathname + location.search);
}
