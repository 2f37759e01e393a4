import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { EmailField } from "./email-field";
import { Form } from "./form";
import { NameField, OrganizationNameField } from "./name-field";
import { SecretField } from "./secret-field";

export interface SignUpFormProps {
  action: FormAction;
  passwordMinLength: number;
  /** Also asks for the name of an organization. */
  withOrganization?: boolean;
}

export function SignUpForm({ action, passwordMinLength, withOrganization = false }: SignUpFormProps) {
  return (
    <Form action={action} errorHelp={{ FEATURE_DISABLED: "Sign-up was closed a moment ago. Please come back later." }}>
      {withOrganization && <OrganizationNameField autoFocus />}
      <NameField autoFocus={!withOrganization} />
      <EmailField autoComplete="username" hint="We will send a link to this address to confirm that it is yours." />
      <SecretField name="password" label="Password" autoComplete="new-password" minLength={passwordMinLength} />
      <SubmitButton>Sign up</SubmitButton>
    </Form>
  );
}
