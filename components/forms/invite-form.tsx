import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { EmailField } from "./email-field";
import { Form } from "./form";
import { RecentProofField } from "./recent-proof-field";
import { RoleField } from "./role-field";

export interface InviteFormProps {
  slug: string;
  action: FormAction;
}

export function InviteForm({ slug, action }: InviteFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="org" value={slug} />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <EmailField />
        <RoleField defaultValue="member" />
      </div>
      <RecentProofField />
      <div>
        <SubmitButton>Send invitation</SubmitButton>
      </div>
    </Form>
  );
}
