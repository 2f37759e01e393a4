import { TextField } from "@/components/forms/text-field";
import { Buckets } from "@/components/usage/buckets";
import type { Balance } from "@/lib/usage/view";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ReasonCard } from "./reason-card";

export interface OrganizationCreditsProps {
  organization: { id: string; name: string };
  balance: Balance;
  action: FormAction;
}

/** The credits of an organization, with the form that adds purchased credits or takes them back. */
export function OrganizationCredits({ organization: { id, name }, balance, action }: OrganizationCreditsProps) {
  return (
    <ReasonCard
      title="AI credits"
      description="What its next call could use. An adjustment changes the purchased credits, which never expire."
      warning={<Buckets balance={balance} />}
      action={action}
      trigger="Adjust"
      question={`Adjust the credits of ${name}?`}
      submit="Adjust credits"
      id={id}
      hint="Recorded in the audit log, which the organization’s admins can read."
    >
      <TextField
        name="credits"
        label="Credits to add"
        hint="A negative number takes purchased credits back. Those that have been used are then owed."
        autoComplete="off"
        required
      />
    </ReasonCard>
  );
}
