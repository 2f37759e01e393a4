import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/form-state";
import { Form } from "./form";
import { SecretField } from "./secret-field";

export interface ResetPasswordFormProps {
  action: FormAction;
  token: string;
  passwordMinLength: number;
  forgotHref?: string;
}

export function ResetPasswordForm(props: ResetPasswordFormProps) {
  const { action, token, passwordMinLength, forgotHref = "/forgot-password" } = props;
  return (
    <Form
      action={action}
      doneReplaces
      doneNext={<TextLink href="/login">Sign in</TextLink>}
      errorHelp={{ INVALID_LINK: <TextLink href={forgotHref}>Ask for a new link</TextLink> }}
    >
      <input type="hidden" name="token" value={token} />
      <SecretField name="new_password" label="New password" autoComplete="new-password" minLength={passwordMinLength} />
      <SubmitButton>Set new password</SubmitButton>
    </Form>
  );
}
