import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { SecretField } from "./secret-field";

export interface VerifyEmailFormProps {
  action: FormAction;
  token: string;
  /**
   * For a browser other than the one that signed up: in addition to the link, the user enters the password or chooses a new
   * one.
   */
  needsPassword: boolean;
  passwordMinLength: number;
}

export function VerifyEmailForm({ action, token, needsPassword, passwordMinLength }: VerifyEmailFormProps) {
  const hidden = <input type="hidden" name="token" value={token} />;
  const errorHelp = { INVALID_LINK: <TextLink href="/verify-email/resend">Request a new link</TextLink> };
  if (!needsPassword) {
    return (
      <Form action={action} errorHelp={errorHelp}>
        {hidden}
        <SubmitButton>Verify e-mail address</SubmitButton>
      </Form>
    );
  }
  return (
    <div className="grid gap-6">
      <Form action={action} errorHelp={errorHelp}>
        {hidden}
        <SecretField
          name="password"
          label="The password you chose when you signed up"
          autoComplete="current-password"
          autoFocus
        />
        <SubmitButton>Verify e-mail address</SubmitButton>
      </Form>
      <div className="border-t border-border pt-6">
        <Form action={action} errorHelp={errorHelp} disclosure="Choose a new password instead">
          {hidden}
          <SecretField name="new_password" label="New password" autoComplete="new-password" minLength={passwordMinLength} />
          <SubmitButton variant="secondary">Verify with the new password</SubmitButton>
        </Form>
      </div>
    </div>
  );
}
