import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ConfirmForm } from "./confirm-form";
import { EmailField } from "./email-field";
import { SecretField } from "./secret-field";
import { TypedPhrase } from "./typed-phrase";

export interface DeleteAccountFormProps {
  action: FormAction;
  /** The account's address, which the user has to type to confirm. */
  email: string;
  /** A user without a password has proved who they are by a recent sign-in. */
  hasPassword: boolean;
}

const reload = <TextLink href="/account/delete">See why it cannot be deleted</TextLink>;
const again = <TextLink href="/account/delete">Confirm with Google that it’s you</TextLink>;

/** The form reports what prevents deletion, because this may have changed since the page was rendered. */
export function DeleteAccountForm({ action, email, hasPassword }: DeleteAccountFormProps) {
  return (
    <ConfirmForm
      action={action}
      tone="danger"
      trigger="Delete account…"
      title="Delete your account?"
      description="This is immediate and permanent."
      submit="Delete account"
      guard={{ name: "confirm", until: "is", text: email }}
      errorHelp={{
        LAST_ORG_ADMIN: reload,
        ORGANIZATION_SUSPENDED: reload,
        LAST_SYSTEM_ADMIN: reload,
        RECENT_PROOF_REQUIRED: again,
      }}
    >
      <EmailField name="confirm" label={<TypedPhrase phrase={email} />} autoComplete="off" />
      {hasPassword && <SecretField name="current_password" label="Current password" autoComplete="current-password" />}
    </ConfirmForm>
  );
}
