"use client";

import { useEffect, useRef, useState } from "react";
import { Field, type FieldProps } from "./field";

export interface PasswordFieldProps extends Omit<FieldProps, "children"> {
  name: string;
  autoComplete: "current-password" | "new-password";
  /** For a new password: how many characters it needs. Shown, never enforced here. */
  minLength?: number | undefined;
}

const MAX_LENGTH = 128;

function Count({ length, minLength }: { length: number; minLength: number }) {
  const enough = length >= minLength;
  return (
    <>
      <span aria-hidden="true" className="text-muted">
        {length > 0 && (enough ? "Long enough" : `${length} of ${minLength}`)}
      </span>
      <span role="status" className="sr-only">
        {enough ? "Long enough" : ""}
      </span>
    </>
  );
}

export function PasswordField({ name, autoComplete, minLength, hint, aside, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [length, setLength] = useState(0);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const form = input.current?.form;
    const startOver = () => {
      setShown(false);
      setLength(0);
    };
    form?.addEventListener("reset", startOver);
    return () => form?.removeEventListener("reset", startOver);
  }, []);

  return (
    <Field
      {...field}
      hint={minLength ? `At least ${minLength} characters. A few unrelated words do well.` : hint}
      aside={minLength ? <Count length={length} minLength={minLength} /> : aside}
    >
      {(control) => (
        <div className="relative">
          <input
            {...control}
            ref={input}
            name={name}
            type={shown ? "text" : "password"}
            autoComplete={autoComplete}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={MAX_LENGTH}
            required
            className="input scripted:pr-18"
            onChange={(event) => setLength([...event.target.value].length)}
          />
          <button
            type="button"
            aria-pressed={shown}
            aria-label="Show password"
            aria-controls={control.id}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-1 right-1 hidden min-w-14 rounded-[6px] px-2 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-text scripted:block"
          >
            {shown ? "Hide" : "Show"}
          </button>
        </div>
      )}
    </Field>
  );
}
