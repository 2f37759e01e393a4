import type { FormAction } from "@/lib/web/adapters/form-state";
import { MailLinkForm } from "./mail-link-form";

export function ResendVerificationForm({ action }: { action: FormAction }) {
  return <MailLinkForm action={action}>Send the link again</MailLinkForm>;
}
