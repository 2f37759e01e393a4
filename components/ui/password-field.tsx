"use client";

import { useEffect, useRef, useState } from "react";
import { PASSWORD_MAX_LENGTH, passwordLength } from "@/lib/auth/passwords/length";
import { Field, type FieldProps } from "./field";

export interface PasswordFieldProps extends Omit<FieldProps, "children"> {
  name: string;
  autoComplete: "current-password" | "new-password";
  /** The minimum length of a new password. Shown, but not enforced here. */
  minLength?: number | undefined;
  /** False if the other fields decide whether a password is needed; the server then checks it. */
  required?: boolean;
}

function Count({ length, minLength }: { length: number; minLength: number }) {
  const isTooLong = length > PASSWORD_MAX_LENGTH;
  const verdict = isTooLong
    ? `Too long: ${length} of at most ${PASSWORD_MAX_LENGTH}`
    : length >= minLength
      ? "Long enough"
      : "";
  return (
    <>
      <span aria-hidden="true" className={isTooLong ? "text-danger" : "text-muted"}>
        {length > 0 && (verdict || `${length} of ${minLength}`)}
      </span>
      <span role="status" className="sr-only">
        {verdict}
      </span>
    </>
  );
}

export function PasswordField({
  name,
  autoComplete,
  minLength,
  required = true,
  hint,
  aside,
  ...field
}: PasswordFieldProps) {
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
      hint={minLength ? `${minLength} to ${PASSWORD_MAX_LENGTH} characters. A few unrelated words do well.` : hint}
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
            required={required}
            className="input scripted:pr-18"
            onChange={(event) => setLength(passwordLength(event.target.value))}
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
