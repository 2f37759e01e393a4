import type { FormAction } from "@/lib/web/form-state";
import { MailLinkForm } from "./mail-link-form";

export function ResendVerificationForm({ action, email }: { action: FormAction; email?: string | undefined }) {
  return (
    <MailLinkForm action={action} email={email}>
      Send the link again
    </MailLinkForm>
  );
}
