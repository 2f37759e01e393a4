import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/form-state";
import { EmailField } from "./email-field";
import { Form } from "./form";
import { RoleField } from "./role-field";

export interface InviteFormProps {
  slug: string;
  action: FormAction;
}

export function InviteForm({ slug, action }: InviteFormProps) {
  return (
    <Form action={action} className="max-w-md">
      <input type="hidden" name="org" value={slug} />
      <EmailField />
      <RoleField defaultValue="member" />
      <div>
        <SubmitButton>Send invitation</SubmitButton>
      </div>
    </Form>
  );
}
