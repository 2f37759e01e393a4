import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Shows the account's address to the reader and to password managers. It is not submitted. */
export function AccountEmailField({ email }: { email: string }) {
  return (
    <Field id="account-email" label="E-mail address">
      {(control) => <Input {...control} type="email" autoComplete="username" readOnly value={email} />}
    </Field>
  );
}
