"use client";

import { useId, useMemo, type ReactNode } from "react";
import { idleForm } from "@/lib/web/adapters/form-state";
import { FormContext } from "./form-context";
import { disableBubbles, useFieldErrors } from "./use-field-errors";
import { ViewerField } from "./viewer";

interface PlainFormProps {
  /** The route that receives the form and responds with a file or a page. */
  action: string;
  className?: string;
  children: ReactNode;
}

/** A form that posts to a route, not to a server action. The page stays open if the response is a file. */
export function PlainForm({ action, className, children }: PlainFormProps) {
  const formId = useId();
  const { fields, onSubmit, onInput } = useFieldErrors(idleForm);
  const context = useMemo(() => ({ formId, state: { ...idleForm, fields } }), [formId, fields]);
  return (
    <FormContext value={context}>
      <form method="post" action={action} ref={disableBubbles} onSubmit={onSubmit} onInput={onInput} className={className}>
        <ViewerField />
        {children}
      </form>
    </FormContext>
  );
}
