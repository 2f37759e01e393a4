import { CardFooter } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { SecretField } from "./secret-field";

export interface ChangePasswordFormProps {
  action: FormAction;
  passwordMinLength: number;
  /** The account's address, for password managers; not shown. */
  email: string;
}

export function ChangePasswordForm({ action, passwordMinLength, email }: ChangePasswordFormProps) {
  return (
    <Form action={action}>
      <input type="text" autoComplete="username" defaultValue={email} readOnly hidden />
      <SecretField name="current_password" label="Current password" autoComplete="current-password" />
      <SecretField name="new_password" label="New password" autoComplete="new-password" minLength={passwordMinLength} />
      <CardFooter hint="We confirm the change by e-mail.">
        <SubmitButton>Change password</SubmitButton>
      </CardFooter>
    </Form>
  );
}
