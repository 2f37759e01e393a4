import type { FormAction } from "@/lib/web/adapters/form-state";
import { ConfirmForm } from "./confirm-form";

export interface LeaveFormProps {
  slug: string;
  organizationName: string;
  action: FormAction;
  /** Disables the button that opens the form. The answer to a form sent earlier still shows. */
  disabled: boolean;
}

export function LeaveForm({ slug, organizationName, action, disabled }: LeaveFormProps) {
  return (
    <ConfirmForm
      action={action}
      tone="danger"
      trigger="Leave…"
      disabled={disabled}
      title={`Leave ${organizationName}?`}
      description="You lose access until someone invites you again."
      submit="Leave"
    >
      <input type="hidden" name="org" value={slug} />
    </ConfirmForm>
  );
}
