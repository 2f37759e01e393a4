import { ConfirmForm } from "@/components/forms/confirm-form";
import { RecentProofField } from "@/components/forms/recent-proof-field";
import { TextField } from "@/components/forms/text-field";
import { TypedPhrase } from "@/components/forms/typed-phrase";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface DeleteOrganizationFormProps {
  slug: string;
  name: string;
  action: FormAction;
  asksForProof: boolean;
}

/** Asks the user to type the organization's name. */
export function DeleteOrganizationForm({ slug, name, action, asksForProof }: DeleteOrganizationFormProps) {
  return (
    <ConfirmForm
      action={action}
      tone="danger"
      trigger="Delete organization…"
      title={`Delete ${name}?`}
      description="Everything in it is deleted, immediately and permanently. A subscription ends at once. Nothing that was paid is refunded, and credits that were bought are lost."
      submit="Delete organization"
      guard={{ name: "name", until: "is", text: name }}
    >
      <input type="hidden" name="org" value={slug} />
      <TextField
        name="name"
        label={<TypedPhrase phrase={name} />}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
      />
      <RecentProofField asked={asksForProof} />
    </ConfirmForm>
  );
}
