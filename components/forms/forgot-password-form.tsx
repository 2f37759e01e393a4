import type { FormAction } from "@/lib/web/form-state";
import { MailLinkForm } from "./mail-link-form";

export function ForgotPasswordForm({ action, email }: { action: FormAction; email?: string | undefined }) {
  return (
    <MailLinkForm action={action} email={email}>
      Send reset link
    </MailLinkForm>
  );
}
