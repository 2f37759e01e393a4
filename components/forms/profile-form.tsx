import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { NameField } from "./name-field";

export function ProfileForm({ action, name }: { action: FormAction; name: string }) {
  return (
    <Form action={action} className="max-w-sm">
      <NameField defaultValue={name} hint="Shown to the people you work with." />
      <div>
        <SubmitButton>Save name</SubmitButton>
      </div>
    </Form>
  );
}
