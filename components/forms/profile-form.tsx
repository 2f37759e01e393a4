import { CardFooter } from "@/components/ui/card";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { GuardedButton } from "./guarded-button";
import { NameField } from "./name-field";

export function ProfileForm({ action, name }: { action: FormAction; name: string }) {
  return (
    <Form action={action}>
      <NameField defaultValue={name} />
      <CardFooter hint="Shown to the people you work with.">
        <GuardedButton guard={{ name: "name", until: "differs from", text: name }}>Save</GuardedButton>
      </CardFooter>
    </Form>
  );
}
