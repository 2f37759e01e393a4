import type { ReactNode } from "react";
import { Form } from "@/components/forms/form";
import { RecentProofField } from "@/components/forms/recent-proof-field";
import { TextField } from "@/components/forms/text-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ButtonVariant } from "@/components/ui/button";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface ReasonFormProps {
  action: FormAction;
  /** The label that opens the form, such as "Suspend…"; without it the form is open. */
  disclosure?: ReactNode;
  /** The label of the submit button. */
  submit: string;
  variant?: ButtonVariant;
  /** Who can read the reason. */
  hint: string;
  /** Whether the password must be entered, if the action needs a recent proof. */
  asksForProof?: boolean;
  /** Further fields: hidden ones or choices. */
  children: ReactNode;
}

/** The form of every write in the console. Every write asks for a reason. */
export function ReasonForm({ action, disclosure, submit, variant, hint, asksForProof, children }: ReasonFormProps) {
  return (
    <Form action={action} disclosure={disclosure} className="max-w-lg">
      {children}
      <TextField name="reason" label="Reason" hint={hint} autoComplete="off" required />
      <RecentProofField asked={asksForProof} />
      <div>
        <SubmitButton variant={variant}>{submit}</SubmitButton>
      </div>
    </Form>
  );
}
