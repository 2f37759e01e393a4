import type { ReactNode } from "react";
import { GoogleMark } from "@/components/ui/google-mark";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

interface GoogleFormProps {
  action: FormAction;
  label: string;
  /** Where to go afterwards; the callback validates it. */
  next?: string | undefined;
  /** Fields above the button. */
  children?: ReactNode;
  /** Whether the button is as wide as the form. */
  isWide?: boolean;
}

/** A button that leads to Google's page. */
export function GoogleForm({ action, label, next, children, isWide = false }: GoogleFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="provider" value="google" />
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      {children}
      <SubmitButton variant="secondary" className={isWide ? undefined : "justify-self-start"}>
        <GoogleMark />
        {label}
      </SubmitButton>
    </Form>
  );
}

/** The way in with Google below a form, for the pages to sign in and sign up. */
export function OrGoogle(props: GoogleFormProps) {
  return (
    <>
      <p className="flex items-center gap-3 text-sm text-muted before:h-px before:grow before:bg-border after:h-px after:grow after:bg-border">
        or
      </p>
      <GoogleForm {...props} isWide />
    </>
  );
}
