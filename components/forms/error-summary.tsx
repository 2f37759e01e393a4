"use client";

import type { ReactNode } from "react";
import type { FormState } from "@/lib/web/adapters/form-state";
import { fieldId } from "./form-context";

interface ErrorSummaryProps {
  formId: string;
  state: FormState;
  help: ReactNode;
  icon: ReactNode;
}

/** The error and a link to each invalid field, with the request id for support. */
export function ErrorSummary({ formId, state, help, icon }: ErrorSummaryProps) {
  const fields = Object.entries(state.fields ?? {});
  // Without a message, a single invalid field needs no summary.
  const only = state.message === undefined ? fields[0] : undefined;
  const link = ([name, text]: [string, string]) => (
    <a href={`#${fieldId(formId, name)}`} className="rounded-sm underline underline-offset-4">
      {text}
    </a>
  );
  return (
    <div
      role="alert"
      tabIndex={-1}
      data-summary=""
      className="flex gap-3 rounded-control border border-danger/30 bg-danger-soft p-4 text-sm focus-visible:outline-danger"
    >
      {icon}
      <div className="grid min-w-0 grow gap-2">
        <p className="font-medium">
          <span className="sr-only">Error: </span>
          {only ? link(only) : (state.message ?? "That did not work. Please try again.")}
        </p>
        {!only && fields.length > 0 && (
          <ul className="grid gap-1">
            {fields.map((field) => (
              <li key={field[0]}>{link(field)}</li>
            ))}
          </ul>
        )}
        {help}
        {state.requestId && (
          <details>
            <summary className="disclosure text-xs text-muted">Details</summary>
            <p className="pt-1 text-xs text-muted">
              Request <code className="font-mono break-all select-all">{state.requestId}</code>
            </p>
          </details>
        )}
      </div>
    </div>
  );
}
