import type { FormAction } from "@/lib/web/adapters/form-state";
import { MailLinkForm } from "./mail-link-form";

export function ForgotPasswordForm({ action }: { action: FormAction }) {
  return <MailLinkForm action={action}>Send reset link</MailLinkForm>;
}
