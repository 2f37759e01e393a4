"use client";

import { createContext, useContext } from "react";
import { idleForm, type FormState } from "@/lib/web/adapters/form-state";

export const FormContext = createContext<{ formId: string; state: FormState }>({ formId: "form", state: idleForm });

export function fieldId(formId: string, name: string): string {
  return `${formId}-${name}`;
}

interface FormField {
  id: string;
  error: string | undefined;
  /** The value to show: what the user entered before. */
  value: string | undefined;
  /** Whether the field has the focus when the page opens: the invalid field or, without one, the field with `autoFocus`. */
  autoFocus: boolean;
}

/** Returns what a control needs from its form. */
export function useFormField(name: string, first = false): FormField {
  const { formId, state } = useContext(FormContext);
  const error = state.fields?.[name];
  const autoFocus = error !== undefined || (first && state.status === "idle");
  return { id: fieldId(formId, name), error, value: state.values?.[name], autoFocus };
}
