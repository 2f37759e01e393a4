import type { ReactNode } from "react";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ReasonFields, type ReasonFieldsProps } from "./reason-fields";

export interface ReasonCardProps extends ReasonFieldsProps {
  title: string;
  description: string;
  /** Shown below the title and the description. */
  warning?: ReactNode;
  action: FormAction;
  /** The label of the button that performs the action. */
  submit: string;
  /** The label, without its ellipsis, of the button that opens the dialog; `submit` by default. */
  trigger?: string;
  /** Names the user or the organization. */
  question: string;
  /** Whether the action revokes access. */
  isDanger?: boolean;
  /** The user or organization that the action is about. */
  id: string;
  /** Fields above the reason. */
  children?: ReactNode;
}

/** An action of the console on a user or an organization: its description, and a dialog that asks for the reason. */
export function ReasonCard({ title, description, warning, isDanger = false, ...props }: ReasonCardProps) {
  const { action, submit, trigger = submit, question, id, hint, asksForProof, children } = props;
  return (
    <Card
      title={title}
      description={description}
      action={
        <ConfirmForm
          action={action}
          tone={isDanger ? "danger" : "plain"}
          trigger={`${trigger}…`}
          title={question}
          submit={submit}
        >
          <input type="hidden" name="id" value={id} />
          {children}
          <ReasonFields hint={hint} asksForProof={asksForProof} />
        </ConfirmForm>
      }
    >
      {warning}
    </Card>
  );
}
