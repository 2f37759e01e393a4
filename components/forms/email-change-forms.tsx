import { CardFooter } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { EmailField } from "./email-field";
import { Form } from "./form";
import { SecretField } from "./secret-field";

export interface RequestEmailChangeFormProps {
  action: FormAction;
  /** The account's address, for password managers; not shown. */
  email: string;
}

export function RequestEmailChangeForm({ action, email }: RequestEmailChangeFormProps) {
  return (
    <Form action={action}>
      <input type="text" autoComplete="username" defaultValue={email} readOnly hidden />
      <EmailField name="new_email" label="New e-mail address" autoComplete="email" />
      <SecretField name="current_password" label="Current password" autoComplete="current-password" />
      <CardFooter hint="Once you confirm, every other device is signed out.">
        <SubmitButton>Send link</SubmitButton>
      </CardFooter>
    </Form>
  );
}

export function CancelEmailChangeForm({ action }: { action: FormAction }) {
  return (
    <Form action={action}>
      <CardFooter hint="Until then, your current address stays in use.">
        <SubmitButton variant="secondary">Cancel the change</SubmitButton>
      </CardFooter>
    </Form>
  );
}

export interface ConfirmEmailChangeFormProps {
  action: FormAction;
  token: string;
  /**
   * For a browser that is not signed in as the account's owner: the link alone is not enough, so the form asks for the
   * password.
   */
  needsPassword: boolean;
}

export function ConfirmEmailChangeForm({ action, token, needsPassword }: ConfirmEmailChangeFormProps) {
  return (
    <Form action={action} errorHelp={{ INVALID_LINK: <TextLink href="/account/email">Request a new link</TextLink> }}>
      <input type="hidden" name="token" value={token} />
      {needsPassword && (
        <SecretField name="password" label="Password of the account" autoComplete="current-password" autoFocus />
      )}
      <SubmitButton>Confirm new address</SubmitButton>
    </Form>
  );
}
