import { PasswordField } from "@/components/ui/password-field";
import { TextLink } from "@/components/ui/text-link";

export interface ProofFieldProps {
  id: string;
  error?: string | undefined;
  required?: boolean;
  autoFocus?: boolean;
}

/** The password, as a recent proof of identity. */
export function ProofField({ id, error, required = true, autoFocus }: ProofFieldProps) {
  return (
    <PasswordField
      id={id}
      name="current_password"
      label="Your password"
      hint="It has been a while since you signed in. Enter your password to continue."
      aside={<TextLink href="/forgot-password">Forgot password?</TextLink>}
      autoComplete="current-password"
      error={error}
      required={required}
      autoFocus={autoFocus}
    />
  );
}
