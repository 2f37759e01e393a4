import type { ReactNode } from "react";
import { Form } from "@/components/forms/form";
import { RecentProofField } from "@/components/forms/recent-proof-field";
import { TextField } from "@/components/forms/text-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ButtonVariant } from "@/components/ui/button";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface ReasonFormProps {
  action: FormAction;
  /** On what opens the form, such as "Suspend…"; without it the form is open. */
  disclosure?: ReactNode;
  /** On the button that does it. */
  submit: string;
  variant?: ButtonVariant;
  /** Who reads the reason. */
  hint: string;
  /** For what needs a recent proof: whether the password has to be given. */
  asksForProof?: boolean;
  /** Hidden fields, or what is to be chosen. */
  children: ReactNode;
}

/** Every write of the console: what is done, and why. */
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
