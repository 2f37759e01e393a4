import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { SecretField } from "./secret-field";

export interface ResetPasswordFormProps {
  action: FormAction;
  token: string;
  passwordMinLength: number;
}

export function ResetPasswordForm({ action, token, passwordMinLength }: ResetPasswordFormProps) {
  return (
    <Form action={action} errorHelp={{ INVALID_LINK: <TextLink href="/forgot-password">Request a new link</TextLink> }}>
      <input type="hidden" name="token" value={token} />
      <SecretField
        name="new_password"
        label="New password"
        autoComplete="new-password"
        minLength={passwordMinLength}
        autoFocus
      />
      <SubmitButton>Set new password</SubmitButton>
    </Form>
  );
}
