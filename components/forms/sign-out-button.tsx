import { LogOut } from "lucide-react";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

export function SignOutButton({ action }: { action: FormAction }) {
  return (
    <Form action={action}>
      <SubmitButton variant="ghost" size="sm" className="justify-start text-muted">
        <LogOut aria-hidden="true" className="size-4" />
        Sign out
      </SubmitButton>
    </Form>
  );
}
