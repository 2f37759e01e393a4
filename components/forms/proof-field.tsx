import { PasswordField } from "@/components/ui/password-field";
import { TextLink } from "@/components/ui/text-link";
import { ConfirmLink } from "./confirm-link";
import { useConfirmHref } from "./viewer";

export interface ProofFieldProps {
  id: string;
  error?: string | undefined;
  required?: boolean;
  autoFocus?: boolean;
}

const ASKED = "Enter your password to show that it’s you.";

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
            {ASKED} If you have none, <ConfirmLink href={confirmHref} />.
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
