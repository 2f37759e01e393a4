"use client";

import { createContext, useContext } from "react";
import { idleForm, type FormState } from "@/lib/web/adapters/form-state";

export const FormContext = createContext<{ formId: string; state: FormState }>({ formId: "form", state: idleForm });

export function fieldId(formId: string, name: string): string {
  return `${formId}-${name}`;
}

/** What a control needs from its form: its id, its error and the value to keep. */
export function useFormField(name: string): { id: string; error: string | undefined; value: string | undefined } {
  const { formId, state } = useContext(FormContext);
  return { id: fieldId(formId, name), error: state.fields?.[name], value: state.values?.[name] };
}
