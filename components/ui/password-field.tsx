"use client";

import { useEffect, useRef, useState } from "react";
import { PASSWORD_MAX_LENGTH, passwordLength } from "@/lib/auth/passwords/length";
import { isMostCommon } from "@/lib/auth/passwords/most-common";
import { Field, type FieldProps } from "./field";

export interface PasswordFieldProps extends Omit<FieldProps, "children"> {
  name: string;
  autoComplete: "current-password" | "new-password";
  /** The minimum length of a new password. Shown, but not enforced here. */
  minLength?: number | undefined;
  /** False if the other fields decide whether a password is needed; the server then checks it. */
  required?: boolean;
  autoFocus?: boolean;
}

/** Shows the length, and whether the password is very common or too long. Only the server has the full list. */
function Count({ password, minLength }: { password: string; minLength: number }) {
  const length = passwordLength(password);
  const problem = isMostCommon(password)
    ? "Too common"
    : length > PASSWORD_MAX_LENGTH
      ? `Too long: ${length} of at most ${PASSWORD_MAX_LENGTH}`
      : "";
  const count = length < minLength ? `${length} of ${minLength} characters` : `${length} characters`;
  return (
    <>
      <span aria-hidden="true" className={problem ? "text-danger" : "text-muted"}>
        {length > 0 && (problem || count)}
      </span>
      <span role="status" className="sr-only">
        {problem || (length >= minLength && "Minimum length reached")}
      </span>
    </>
  );
}

export function PasswordField({
  name,
  autoComplete,
  minLength,
  required = true,
  autoFocus,
  hint,
  aside,
  ...field
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const form = input.current?.form;
    const startOver = () => {
      setShown(false);
      setTyped("");
    };
    form?.addEventListener("reset", startOver);
    return () => form?.removeEventListener("reset", startOver);
  }, []);

  return (
    <Field
      {...field}
      hint={minLength ? `${minLength} to ${PASSWORD_MAX_LENGTH} characters. Try a few unrelated words.` : hint}
      aside={minLength ? <Count password={typed} minLength={minLength} /> : aside}
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
            autoFocus={autoFocus}
            className="input scripted:pr-18"
            onChange={(event) => setTyped(event.target.value)}
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
