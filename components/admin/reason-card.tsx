import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ReasonForm } from "./reason-form";

export interface ReasonCardProps {
  title: string;
  description: string;
  /** Shown above the form. */
  warning?: ReactNode;
  action: FormAction;
  /** The label of the submit button. */
  submit: string;
  /** The label that opens the form; by default that of the submit button. */
  disclosure?: string;
  isDanger?: boolean;
  /** The user or organization that the action is about. */
  id: string;
  /** Who can read the reason. */
  hint: string;
  asksForProof?: boolean;
  /** Further fields. */
  children?: ReactNode;
}

/** One action of the console on a user or an organization: what it does, and a form that asks for the reason. */
export function ReasonCard({ title, description, warning, isDanger = false, id, submit, ...props }: ReasonCardProps) {
  const { action, disclosure = submit, hint, asksForProof, children } = props;
  return (
    <Card tone={isDanger ? "danger" : undefined} title={title} description={description}>
      {warning}
      <ReasonForm
        action={action}
        disclosure={`${disclosure}…`}
        submit={submit}
        variant={isDanger ? "danger" : undefined}
        hint={hint}
        asksForProof={asksForProof}
      >
        <input type="hidden" name="id" value={id} />
        {children}
      </ReasonForm>
    </Card>
  );
}
