import type { ReactNode } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { AccountEmailField } from "./account-email-field";
import { Form } from "./form";
import { NameField } from "./name-field";
import { SecretField } from "./secret-field";
import { TokenForm } from "./token-form";

interface InvitationFormProps {
  action: FormAction;
  token: string;
  children: ReactNode;
}

/** For a user who is already a member, the error links to their organizations. */
const ERROR_HELP = { ALREADY_MEMBER: <TextLink href="/login">Go to your organizations</TextLink> };

/** A form with a single button: join, sign in first, or sign out first. Also submits the link's token. */
export function InvitationClickForm(props: InvitationFormProps) {
  return <TokenForm {...props} errorHelp={ERROR_HELP} />;
}

export interface NewPersonFormProps extends InvitationFormProps {
  email: string;
  name: string | undefined;
  passwordMinLength: number;
}

/** For a person without an account. Shows the invited address, which cannot be changed. */
export function NewPersonForm({ action, token, email, name, passwordMinLength, children }: NewPersonFormProps) {
  return (
    <Form action={action} errorHelp={ERROR_HELP}>
      <input type="hidden" name="token" value={token} />
      <AccountEmailField email={email} />
      <NameField defaultValue={name} autoFocus />
      <SecretField name="password" label="Password" autoComplete="new-password" minLength={passwordMinLength} />
      <SubmitButton>{children}</SubmitButton>
    </Form>
  );
}
