import type { FormAction } from "@/lib/web/adapters/form-state";
import { ConfirmForm } from "./confirm-form";
import { RecentProofField } from "./recent-proof-field";

interface UnlinkFormProps {
  action: FormAction;
  /** The address of the Google account. */
  email: string;
  asksForProof: boolean;
}

/** Unlinks a Google account, after a confirmation that names it. */
export function UnlinkForm({ action, email, asksForProof }: UnlinkFormProps) {
  return (
    <ConfirmForm
      action={action}
      tone="danger"
      trigger="Unlink…"
      title={`Unlink ${email}?`}
      description="It can no longer be used to sign in here. This signs out every other device and API client, and revokes your personal API keys."
      submit="Unlink"
    >
      <input type="hidden" name="provider" value="google" />
      <RecentProofField asked={asksForProof} />
    </ConfirmForm>
  );
}
