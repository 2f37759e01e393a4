"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Textarea, type TextareaProps } from "@/components/ui/textarea";
import { useFormField } from "./form-context";

export interface TextAreaFieldProps extends Omit<TextareaProps, "id" | "name"> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
}

export function TextAreaField({ name, label, hint, defaultValue, autoFocus: first, ...rest }: TextAreaFieldProps) {
  const { id, error, value, autoFocus } = useFormField(name, first);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <Textarea {...rest} {...control} name={name} autoFocus={autoFocus} defaultValue={value ?? defaultValue} />
      )}
    </Field>
  );
}
