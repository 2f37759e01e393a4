"use client";

import { PasswordField, type PasswordFieldProps } from "@/components/ui/password-field";
import { useFormField } from "./form-context";

/** A password field. Never shows the submitted value again. */
export function SecretField({ autoFocus: first, ...props }: Omit<PasswordFieldProps, "id" | "error">) {
  const { id, error, autoFocus } = useFormField(props.name, first);
  return <PasswordField {...props} id={id} error={error} autoFocus={autoFocus} />;
}
