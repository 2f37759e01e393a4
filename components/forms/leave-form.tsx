import type { FormAction } from "@/lib/web/adapters/form-state";
import { ConfirmForm } from "./confirm-form";

export interface LeaveFormProps {
  slug: string;
  organizationName: string;
  action: FormAction;
}

export function LeaveForm({ slug, organizationName, action }: LeaveFormProps) {
  return (
    <ConfirmForm
      action={action}
      tone="danger"
      trigger="Leave…"
      title={`Leave ${organizationName}?`}
      description="You lose access until someone invites you again."
      submit="Leave"
    >
      <input type="hidden" name="org" value={slug} />
    </ConfirmForm>
  );
}
