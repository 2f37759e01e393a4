import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** An address that is shown, for the reader and for password managers; it is not sent. */
export function AccountEmailField({ email }: { email: string }) {
  return (
    <Field id="account-email" label="E-mail address">
      {(control) => <Input {...control} type="email" autoComplete="username" readOnly value={email} />}
    </Field>
  );
}
