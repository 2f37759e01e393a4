import type { ReactNode } from "react";
import { Form } from "@/components/forms/form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";

interface StripeFormProps {
  slug: string;
  action: FormAction;
  /** Hidden fields, by name. */
  fields?: Readonly<Record<string, string>>;
  variant?: "primary" | "secondary";
  children: ReactNode;
}

/** A button that leads to a page at Stripe, or asks Stripe. */
export function StripeForm({ slug, action, fields = {}, variant = "secondary", children }: StripeFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="org" value={slug} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant={variant}>{children}</SubmitButton>
    </Form>
  );
}
