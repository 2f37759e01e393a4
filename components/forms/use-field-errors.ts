"use client";

import { useState, type SyntheticEvent } from "react";
import type { FormState } from "@/lib/web/adapters/form-state";

type Fields = Record<string, string>;

interface Shown {
  /** The response that was current when these errors were found. After a newer response they are outdated. */
  after: FormState;
  fields: Fields;
  /**
   * The labels of all fields because of which the browser did not send the form. Unset for errors of the server. They stay
   * until the form is sent again, so that the summary above the form does not move fields while the user types.
   */
  unsent?: Fields | undefined;
}

const FULL_ADDRESS = "Please enter a full e-mail address, like name@example.com.";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The server's messages for an e-mail address, a password and a user's name, and a general one for other fields. */
function problemOf({ type, autocomplete }: Control): string {
  if (type === "email") return FULL_ADDRESS;
  if (/password/.test(autocomplete)) return "Please enter a password.";
  return autocomplete === "name" ? "Please enter your name." : "Please fill in this field.";
}

/** The name of a field in the summary. The message is beside the field. */
function labelOf(control: Control): string {
  return control.labels?.[0]?.textContent ?? problemOf(control);
}

/**
 * The browser's own messages would cover the form, so they are turned off where JavaScript can show ours next to the fields.
 */
export function disableBubbles(form: HTMLFormElement | null): void {
  if (form) form.noValidate = true;
}

/**
 * The errors next to a form's fields: from the last response, or found before sending. An error disappears when its field
 * changes.
 */
export function useFieldErrors(answer: FormState) {
  const [shown, setShown] = useState<Shown | null>(null);
  const current = shown?.after === answer ? shown : null;
  const fields = current?.fields ?? answer.fields;
  const unsent = current?.unsent;
  return {
    fields,
    unsent,
    onSubmit: (event: SyntheticEvent<HTMLFormElement>) => {
      const controls = [...event.currentTarget.elements] as Control[];
      const invalid = controls.filter((control) => control.willValidate && !control.validity.valid);
      if (invalid.length === 0) return;
      event.preventDefault();
      const inWords = (words: (control: Control) => string) =>
        Object.fromEntries(invalid.map((control) => [control.name, words(control)]));
      setShown({ after: answer, fields: inWords(problemOf), unsent: inWords(labelOf) });
      invalid[0]?.focus();
    },
    onInput: ({ target }: SyntheticEvent<HTMLFormElement>) => {
      const { name } = target as Control;
      if (fields?.[name] === undefined) return;
      const { [name]: _, ...others } = fields;
      setShown({ after: answer, fields: others, unsent });
    },
  };
}
