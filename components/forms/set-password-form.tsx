import { CardFooter } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

interface SetPasswordFormProps {
  action: FormAction;
  /** The address of the account, to which the link is sent. */
  email: string;
}

/** Mails the link with which a user who signs in with Google sets a first password. */
export function SetPasswordForm({ action, email }: SetPasswordFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="email" value={email} />
      <CardFooter
        hint={`We send a link to ${email}. Open it in this browser. Setting the password signs you out everywhere.`}
      >
        <SubmitButton variant="secondary">Send the link</SubmitButton>
      </CardFooter>
    </Form>
  );
}
