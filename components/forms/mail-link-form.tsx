import type { ReactNode } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { EmailField } from "./email-field";
import { Form } from "./form";

export interface MailLinkFormProps {
  action: FormAction;
  children: ReactNode;
}

/** Requests a link by email. The response is the same for every address, so the form disappears after it is submitted. */
export function MailLinkForm({ action, children }: MailLinkFormProps) {
  return (
    <Form action={action} doneReplaces>
      <EmailField autoComplete="username" autoFocus />
      <SubmitButton>{children}</SubmitButton>
    </Form>
  );
}
