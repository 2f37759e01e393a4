"use client";

import { unstable_rethrow } from "next/navigation";
import { useActionState, useEffect, useId, useMemo, useRef, type ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { idleForm, type FormAction } from "@/lib/web/form-state";
import { ErrorSummary } from "./error-summary";
import { FormContext } from "./form-context";

export interface ActionFormProps {
  action: FormAction;
  children: ReactNode;
  className?: string;
  /** What to offer beside the message of an error, by its code. */
  errorHelp?: Record<string, ReactNode>;
  /** When it is done, the message takes the place of the fields. */
  doneReplaces?: boolean;
  /** Puts the form behind this label. */
  disclosure?: ReactNode;
  errorIcon: ReactNode;
  doneIcon: ReactNode;
}

/** A wrapped action is no reference to the server any more: rendered there, the form would need script to work. */
const isBrowser = typeof window !== "undefined";
const UNREACHABLE = "We could not be reached. Please check your connection and try again.";
/** By name, because schemas stay on the server; what is left out here is only not filled in again. */
const SECRET_NAME = /password|token/;

function typed(data: FormData): Record<string, string> {
  const texts = [...data].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts.filter(([name]) => !SECRET_NAME.test(name)));
}

/** What keeps the action from being reached (no network, too many requests) is said in the form, which stays as it is. */
function reaching(action: FormAction): FormAction {
  return async (state, data) => {
    try {
      return await action(state, data);
    } catch (error) {
      unstable_rethrow(error);
      // Otherwise it is the sentence of our edge, or one of the framework's own.
      const message = error instanceof TypeError ? UNREACHABLE : (error as Error).message;
      return { status: "error", message, values: typed(data) };
    }
  };
}

/** A form that works by plain POST; where script runs it stays in place and leads the eye to what is wrong. */
export function ActionForm(props: ActionFormProps) {
  const { action, children, className, errorHelp, doneReplaces, disclosure, errorIcon, doneIcon } = props;
  const [state, formAction] = useActionState(isBrowser ? reaching(action) : action, idleForm);
  const formId = useId();
  const frame = useRef<HTMLDivElement>(null);
  const context = useMemo(() => ({ formId, state }), [formId, state]);
  const { status, code, message } = state;

  useEffect(() => {
    if (state.status === "idle") return;
    const invalid = frame.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    (invalid ?? frame.current?.querySelector<HTMLElement>("[data-summary]"))?.focus();
  }, [state]);

  const help = code === undefined ? undefined : errorHelp?.[code];
  const form = (
    <form action={formAction} id={formId} className={cx("grid gap-5", className)}>
      {children}
    </form>
  );
  return (
    <FormContext value={context}>
      <div ref={frame} className="grid gap-5">
        {status === "error" && <ErrorSummary formId={formId} state={state} help={help} icon={errorIcon} />}
        {status === "done" && message && (
          <div
            role="status"
            tabIndex={-1}
            data-summary=""
            className="flex gap-3 rounded-control border border-success/30 bg-success-soft p-4 text-sm"
          >
            {doneIcon}
            <p className="font-medium">{message}</p>
          </div>
        )}
        {status === "done" && doneReplaces ? null : disclosure ? (
          <details open={status !== "idle"}>
            <summary className="disclosure text-sm font-medium">
              {disclosure}
            </summary>
            <div className="pt-5">{form}</div>
          </details>
        ) : (
          form
        )}
      </div>
    </FormContext>
  );
}
