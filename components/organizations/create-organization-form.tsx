import { Form } from "@/components/forms/form";
import { OrganizationNameField } from "@/components/forms/name-field";
import { CardFooter } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";

export function CreateOrganizationForm({ action }: { action: FormAction }) {
  return (
    <Form action={action}>
      <OrganizationNameField name="name" hint="Your company, team or project." autoFocus />
      <CardFooter hint="You can change it later.">
        <SubmitButton>Create organization</SubmitButton>
      </CardFooter>
    </Form>
  );
}
