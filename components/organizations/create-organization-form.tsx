import { Form } from "@/components/forms/form";
import { OrganizationNameField } from "@/components/forms/name-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";

export function CreateOrganizationForm({ action }: { action: FormAction }) {
  return (
    <Form action={action}>
      <OrganizationNameField name="name" hint="Your company, team or project." autoFocus />
      <div>
        <SubmitButton>Create organization</SubmitButton>
      </div>
    </Form>
  );
}
