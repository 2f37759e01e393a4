import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

/** Signs in as a seeded user, in development. */
export function DemoForm({ action, email, password }: { action: FormAction; email: string; password: string }) {
  return (
    <Form action={action}>
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="password" value={password} />
      <SubmitButton>Try the demo</SubmitButton>
    </Form>
  );
}
