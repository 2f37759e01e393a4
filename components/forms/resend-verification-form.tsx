import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { MailLinkForm } from "./mail-link-form";

export function ResendVerificationForm({ action }: { action: FormAction }) {
  return <MailLinkForm action={action}>Send the link again</MailLinkForm>;
}

/** For an address that the page already knows, so the user need not type it. */
export function ResendToForm({ action, email }: { action: FormAction; email: string }) {
  return (
    <Form action={action}>
      <input type="hidden" name="email" value={email} />
      <SubmitButton variant="secondary">Send the link again</SubmitButton>
    </Form>
  );
}
