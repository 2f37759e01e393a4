import { Check, Copy } from "lucide-react";
import { SubmitButton } from "@/components/ui/submit-button";
import { ToneIcon } from "@/components/ui/tone";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import { KEY_LIFETIMES, type KeyLifetime } from "@/lib/api-keys/lifetimes";
import { ROLE_MEANINGS, ROLE_WORDS } from "@/lib/memberships/role-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ChoiceField } from "./choice-field";
import { RecentProofField } from "./recent-proof-field";
import { SecretForm } from "./secret-form";
import { TextField } from "./text-field";

const LIFETIME_WORDS: Record<KeyLifetime, string> = {
  "7d": "In 7 days",
  "30d": "In 30 days",
  "90d": "In 90 days",
  "365d": "In a year",
  never: "Never",
};

const OWNERS = { organization: "The organization", user: "You" };

export interface ApiKeyFormProps {
  slug: string;
  role: OrganizationRole;
  action: FormAction;
  asksForProof: boolean;
}

/** Creates an API key with at most the member's own role. Only an admin chooses whose key it is. */
export function ApiKeyForm({ slug, role: own, action, asksForProof }: ApiKeyFormProps) {
  const roles = (Object.keys(ROLE_WORDS) as OrganizationRole[]).filter((role) => roleAtLeast(own, role));
  return (
    <SecretForm
      action={action}
      here={`/org/${slug}/api-keys`}
      secretLabel="The new API key"
      copyIcon={<Copy aria-hidden="true" />}
      copiedIcon={<Check aria-hidden="true" />}
      errorIcon={<ToneIcon tone="danger" />}
      doneIcon={<ToneIcon tone="success" />}
      infoIcon={<ToneIcon tone="info" />}
    >
      <input type="hidden" name="org" value={slug} />
      <TextField name="name" label="Name" hint="What uses the key, such as “Nightly backup”." autoComplete="off" required />
      {roleAtLeast(own, "org_admin") ? (
        <ChoiceField
          name="owner"
          label="Belongs to"
          hint="A personal key acts as you. The organization’s key acts on its own."
          options={OWNERS}
          defaultValue="organization"
        />
      ) : (
        <input type="hidden" name="owner" value="user" />
      )}
      <div className="grid items-start gap-5 md:grid-cols-2">
        <ChoiceField
          name="role"
          label="Role"
          options={Object.fromEntries(roles.map((role) => [role, `${ROLE_WORDS[role]}: ${ROLE_MEANINGS[role]}`]))}
          defaultValue="readonly"
        />
        <ChoiceField
          name="expires_in"
          label="Expires"
          options={Object.fromEntries(KEY_LIFETIMES.map((lifetime) => [lifetime, LIFETIME_WORDS[lifetime]]))}
          defaultValue="90d"
        />
      </div>
      <RecentProofField asked={asksForProof} />
      <SubmitButton className="justify-self-start">Create key</SubmitButton>
    </SecretForm>
  );
}
