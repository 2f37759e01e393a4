"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useFormField } from "./form-context";

export interface ChoiceFieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  /** Value → label, in order. */
  options: Readonly<Record<string, string>>;
  defaultValue: string;
}

/** A choice from a short list. A refused form keeps the selected option. */
export function ChoiceField({ name, label, hint, options, defaultValue }: ChoiceFieldProps) {
  const { id, error, value } = useFormField(name);
  const chosen = value ?? defaultValue;
  // Keyed by the value, because a form is reset after it is submitted, which would restore the initial choice.
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <Select {...control} key={chosen} name={name} defaultValue={chosen}>
          {Object.entries(options).map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
