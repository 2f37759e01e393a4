"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useFormField } from "./form-context";

export interface TextFieldProps extends Omit<ComponentProps<"input">, "id" | "name" | "size"> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  aside?: ReactNode;
}

export function TextField({ name, label, hint, aside, defaultValue, autoFocus: first, ...rest }: TextFieldProps) {
  const { id, error, value, autoFocus } = useFormField(name, first);
  return (
    <Field id={id} label={label} hint={hint} aside={aside} error={error}>
      {(control) => <Input {...rest} {...control} name={name} autoFocus={autoFocus} defaultValue={value ?? defaultValue} />}
    </Field>
  );
}
