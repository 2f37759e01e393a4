import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { EmailField } from "./email-field";
import { Form } from "./form";
import { RecentProofField } from "./recent-proof-field";
import { RoleField } from "./role-field";

export interface InviteFormProps {
  slug: string;
  action: FormAction;
}

/** Places the button in the row of the fields or, if the form asks for the password, below that row. */
const BESIDE_FIELDS =
  "md:col-start-3 md:row-start-1 md:mt-6.5 md:group-has-[[name=current_password]]:col-start-1 " +
  "md:group-has-[[name=current_password]]:row-start-auto md:group-has-[[name=current_password]]:mt-2 " +
  "md:group-has-[[name=current_password]]:justify-self-start";

export function InviteForm({ slug, action }: InviteFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="org" value={slug} />
      <div className="group grid items-start gap-x-3 gap-y-4 md:grid-cols-[minmax(0,1fr)_10rem_auto] md:gap-y-2">
        <EmailField />
        <RoleField defaultValue="member" />
        <RecentProofField />
        <SubmitButton className={BESIDE_FIELDS}>Send invitation</SubmitButton>
      </div>
    </Form>
  );
}
