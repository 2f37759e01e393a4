import type { ReactNode } from "react";
import { Form } from "@/components/forms/form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ReasonFields, type ReasonFieldsProps } from "./reason-fields";

export interface ReasonFormProps extends ReasonFieldsProps {
  action: FormAction;
  /** The label of the submit button. */
  submit: string;
  /** Fields above the reason. */
  children: ReactNode;
}

/** The form of a console action that has its own page. */
export function ReasonForm({ action, submit, hint, asksForProof, children }: ReasonFormProps) {
  return (
    <Form action={action} className="max-w-lg">
      {children}
      <ReasonFields hint={hint} asksForProof={asksForProof} />
      <div>
        <SubmitButton>{submit}</SubmitButton>
      </div>
    </Form>
  );
}
