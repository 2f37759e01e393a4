import { PasswordField } from "@/components/ui/password-field";
import { TextLink } from "@/components/ui/text-link";
import { useConfirmHref } from "./viewer";

export interface ProofFieldProps {
  id: string;
  error?: string | undefined;
  required?: boolean;
  autoFocus?: boolean;
}

const ASKED = "It has been a while since you signed in. Enter your password to continue.";

/** The password, as a recent proof of identity. */
export function ProofField({ id, error, required = true, autoFocus }: ProofFieldProps) {
  const confirmHref = useConfirmHref();
  return (
    <PasswordField
      id={id}
      name="current_password"
      label="Your password"
      hint={
        confirmHref === null ? (
          ASKED
        ) : (
          <>
            {ASKED} If you have none, <TextLink href={confirmHref}>confirm with Google</TextLink> instead.
          </>
        )
      }
      aside={<TextLink href="/forgot-password">Forgot password?</TextLink>}
      autoComplete="current-password"
      error={error}
      required={required}
      autoFocus={autoFocus}
    />
  );
}
