import { LogOut } from "lucide-react";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

/** A row of the user menu. */
export function SignOutButton({ action }: { action: FormAction }) {
  return (
    <Form action={action}>
      <button type="submit" className="menu-row text-sm">
        <LogOut aria-hidden="true" className="size-4 shrink-0 text-muted" />
        Sign out
      </button>
    </Form>
  );
}
