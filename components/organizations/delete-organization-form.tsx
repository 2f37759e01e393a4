import { Form } from "@/components/forms/form";
import { RecentProofField } from "@/components/forms/recent-proof-field";
import { TextField } from "@/components/forms/text-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface DeleteOrganizationFormProps {
  slug: string;
  name: string;
  action: FormAction;
  asksForProof: boolean;
}

/** Asks for the organization's name and reports a wrong name next to the field, with and without JavaScript. */
export function DeleteOrganizationForm({ slug, name, action, asksForProof }: DeleteOrganizationFormProps) {
  return (
    <Form action={action} disclosure={`Delete ${name}…`} className="max-w-sm">
      <input type="hidden" name="org" value={slug} />
      <p className="text-sm">
        To delete <strong className="font-semibold wrap-anywhere">{name}</strong> for good, type its name.
      </p>
      <TextField
        name="name"
        label="Name of the organization"
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
      />
      <RecentProofField asked={asksForProof} />
      <div>
        <SubmitButton variant="danger">Delete organization</SubmitButton>
      </div>
    </Form>
  );
}
