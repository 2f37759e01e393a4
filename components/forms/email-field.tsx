import type { ReactNode } from "react";
import { TextField } from "./text-field";

export interface EmailFieldProps {
  name?: string;
  /** `username` on the sign-in page, so that password managers pair it with the password. */
  autoComplete?: "username" | "email" | "off";
  label?: ReactNode;
  hint?: string;
  autoFocus?: boolean;
}

export function EmailField(props: EmailFieldProps) {
  const { name = "email", autoComplete = "email", label = "E-mail address", hint, autoFocus } = props;
  return (
    <TextField
      name={name}
      type="email"
      label={label}
      hint={hint}
      autoComplete={autoComplete}
      inputMode="email"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      autoFocus={autoFocus}
      required
    />
  );
}
