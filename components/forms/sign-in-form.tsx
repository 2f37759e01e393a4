import type { ReactNode } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { EmailField } from "./email-field";
import { Form } from "./form";
import { SecretField } from "./secret-field";

export interface SignInFormProps {
  action: FormAction;
  /** Where to redirect afterwards; the action validates it. */
  next?: string | undefined;
  /** Why the user has to sign in. Replaced by the error when a sign-in is refused. */
  notice?: ReactNode;
}

export function SignInForm({ action, next, notice }: SignInFormProps) {
  return (
    <Form
      action={action}
      notice={notice}
      errorHelp={{
        EMAIL_NOT_VERIFIED: <TextLink href="/verify-email/resend">Send the verification e-mail again</TextLink>,
        RATE_LIMITED: <TextLink href="/forgot-password">Reset your password instead of waiting</TextLink>,
      }}
    >
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <EmailField autoComplete="username" autoFocus />
      <SecretField
        name="password"
        label="Password"
        autoComplete="current-password"
        aside={<TextLink href="/forgot-password">Forgot password?</TextLink>}
      />
      <SubmitButton>Sign in</SubmitButton>
    </Form>
  );
}
