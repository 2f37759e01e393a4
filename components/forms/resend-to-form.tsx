import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { SendAgainButton } from "./send-again-button";

/** Sends the verification link again to an address that the page already knows, so that the user need not type it. */
export function ResendToForm({ action, email }: { action: FormAction; email: string }) {
  return (
    <Form action={action}>
      <input type="hidden" name="email" value={email} />
      <SendAgainButton />
    </Form>
  );
}
