import { ConfirmForm } from "@/components/forms/confirm-form";
import { RecentProofField } from "@/components/forms/recent-proof-field";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { StripeForm } from "./stripe-form";

interface PortalFormProps {
  slug: string;
  action: FormAction;
  asksForProof: boolean;
}

/** Leads to the portal at Stripe, after the password if the sign-in is not recent. */
export function PortalForm({ slug, action, asksForProof }: PortalFormProps) {
  if (!asksForProof) {
    return (
      <StripeForm slug={slug} action={action}>
        Manage subscription
      </StripeForm>
    );
  }
  return (
    <ConfirmForm
      action={action}
      tone="plain"
      trigger="Manage subscription…"
      title="Manage the subscription"
      description="The portal shows invoices and payment methods, and can cancel the subscription."
      submit="Continue"
    >
      <input type="hidden" name="org" value={slug} />
      <RecentProofField asked />
    </ConfirmForm>
  );
}
