import { TextField } from "./text-field";

const MAX_EMAIL = 254;

export interface EmailFieldProps {
  /** `username` where one signs in, so that password managers pair it with the password. */
  autoComplete?: "username" | "email";
  label?: string;
  hint?: string;
  defaultValue?: string;
}

export function EmailField({ autoComplete = "email", label = "E-mail address", hint, defaultValue }: EmailFieldProps) {
  return (
    <TextField
      name="email"
      type="email"
      label={label}
      hint={hint}
      defaultValue={defaultValue}
      autoComplete={autoComplete}
      inputMode="email"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={MAX_EMAIL}
      required
    />
  );
}
