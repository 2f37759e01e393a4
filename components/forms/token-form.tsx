import type { ReactNode } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

export interface TokenFormProps {
  action: FormAction;
  /** The token of the mailed link. */
  token: string;
  errorHelp?: Record<string, ReactNode>;
  children: ReactNode;
}

/** A form with a single button, which submits the token of the link. */
export function TokenForm({ action, token, errorHelp, children }: TokenFormProps) {
  return (
    <Form action={action} errorHelp={errorHelp}>
      <input type="hidden" name="token" value={token} />
      <SubmitButton>{children}</SubmitButton>
    </Form>
  );
}
