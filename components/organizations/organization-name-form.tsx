import { Form } from "@/components/forms/form";
import { GuardedButton } from "@/components/forms/guarded-button";
import { OrganizationNameField } from "@/components/forms/name-field";
import { CardFooter } from "@/components/ui/card";
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
      <OrganizationNameField name="name" defaultValue={name} hint="Shown to members, and to people who are invited." />
      <CardFooter hint="The address stays the same.">
        <GuardedButton guard={{ name: "name", until: "differs from", text: name }}>Save</GuardedButton>
      </CardFooter>
    </Form>
  );
}
