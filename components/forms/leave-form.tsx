import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

export interface LeaveFormProps {
  slug: string;
  organizationName: string;
  action: FormAction;
}

/** Asks for confirmation on the same page and shows there what prevents leaving, with and without JavaScript. */
export function LeaveForm({ slug, organizationName, action }: LeaveFormProps) {
  return (
    <Form action={action} disclosure={`Leave ${organizationName}…`}>
      <input type="hidden" name="org" value={slug} />
      <p className="text-sm text-muted">You lose access until someone invites you again.</p>
      <div>
        <SubmitButton variant="danger">Leave</SubmitButton>
      </div>
    </Form>
  );
}
