import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { NameField } from "./name-field";

export function ProfileForm({ action, name }: { action: FormAction; name: string }) {
  return (
    <Form action={action}>
      <NameField defaultValue={name} />
      <div>
        <SubmitButton>Save name</SubmitButton>
      </div>
    </Form>
  );
}
