import { Form } from "@/components/forms/form";
import { OrganizationNameField } from "@/components/forms/name-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface OrganizationNameFormProps {
  slug: string;
  name: string;
  action: FormAction;
}

export function OrganizationNameForm({ slug, name, action }: OrganizationNameFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="org" value={slug} />
      <OrganizationNameField name="name" defaultValue={name} hint={`Its URL, /org/${slug}, stays the same.`} />
      <div>
        <SubmitButton>Save</SubmitButton>
      </div>
    </Form>
  );
}
