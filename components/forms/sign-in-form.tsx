import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/form-state";
import { EmailField } from "./email-field";
import { Form } from "./form";
import { SecretField } from "./secret-field";

export interface SignInFormProps {
  action: FormAction;
  /** Where to go afterwards; the action judges it. */
  next?: string | undefined;
  email?: string | undefined;
  forgotHref?: string;
  resendHref?: string;
}

export function SignInForm(props: SignInFormProps) {
  const { action, next, email, forgotHref = "/forgot-password", resendHref = "/verify-email/resend" } = props;
  return (
    <Form
      action={action}
      errorHelp={{ EMAIL_NOT_VERIFIED: <TextLink href={resendHref}>Send the verification mail again</TextLink> }}
    >
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <EmailField autoComplete="username" defaultValue={email} />
      <SecretField
        name="password"
        label="Password"
        autoComplete="current-password"
        aside={<TextLink href={forgotHref}>Forgot password?</TextLink>}
      />
      <SubmitButton>Sign in</SubmitButton>
    </Form>
  );
}
